package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildRequest;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.progress.ProgressKind;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The words of a `build` command line as a request.
final class BuildArguments {
  /// What reproducible builds set for all their tools.
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private static final List<String> REMOTE =
      List.of("http://", "https://", "git://", "ssh://", "git@", "github.com/", "docker-image://");

  private BuildArguments() {}

  static BuildRequest request(Invocation invocation) {
    ParsedOptions options = invocation.options();
    return new BuildRequest(
        context(invocation.argument(0)),
        dockerfile(options),
        tags(options.list(BuildCommand.TAG)),
        buildArguments(options.list(BuildCommand.BUILD_ARG)),
        options.optionalText(BuildCommand.TARGET).filter(name -> !name.isEmpty()).orElse(null),
        options.flag(BuildCommand.NO_CACHE),
        GrantOptions.of(options),
        ContextOptions.of(options.list(BuildCommand.BUILD_CONTEXT)));
  }

  private static Path context(String argument) {
    if (argument.equals("-")) {
      throw CommandException.missingOption(
          "a context from standard input", "unpack it and name the directory");
    }
    for (String prefix : REMOTE) {
      if (argument.startsWith(prefix)) {
        throw CommandException.missingOption(
            "a context from " + prefix, "fetch it and name the directory");
      }
    }
    Path path = Path.of(argument);
    if (!Files.exists(path)) {
      throw new CommandException(
          "ERROR: unable to prepare context: path \"" + argument + "\" not found");
    }
    if (!Files.isDirectory(path)) {
      throw new CommandException(
          "ERROR: unable to prepare context: \"" + argument + "\" is not a directory",
          "Name the directory and give the Dockerfile with -f");
    }
    return path;
  }

  private static @Nullable Path dockerfile(ParsedOptions options) {
    String file = options.text(BuildCommand.FILE);
    if (file.equals("-")) {
      throw CommandException.missingOption(
          "a Dockerfile from standard input", "write it to a file and name that with -f");
    }
    return file.isEmpty() ? null : Path.of(file);
  }

  private static List<ImageReference> tags(List<String> names) {
    var tags = new ArrayList<ImageReference>();
    for (String name : names) {
      try {
        tags.add(ImageReference.parse(name).withDefaultTag());
      } catch (ImageReferenceException invalid) {
        throw new CommandException(
            "ERROR: failed to build: invalid tag \"" + name + "\": " + invalid.getMessage(),
            invalid.hint());
      }
    }
    return tags;
  }

  /// `NAME=value`, or `NAME` for the value that the caller's environment has for it.
  private static Map<String, String> buildArguments(List<String> words) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? CallerEnvironment.get(name) : word.substring(equals + 1);
      if (value != null) {
        values.put(name, value);
      }
    }
    String epoch = CallerEnvironment.get(EPOCH);
    if (epoch != null && !epoch.isEmpty()) {
      values.putIfAbsent(EPOCH, epoch);
    }
    return values;
  }

  static ProgressKind progress(ParsedOptions options) {
    if (options.flag(BuildCommand.QUIET)) {
      return ProgressKind.QUIET;
    }
    String environment = CallerEnvironment.get("BUILDKIT_PROGRESS");
    if (environment == null || options.isSet(BuildCommand.PROGRESS)) {
      return ProgressKind.parse(options.text(BuildCommand.PROGRESS));
    }
    return ProgressKind.parse(environment);
  }
}
