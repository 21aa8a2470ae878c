package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildSources;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.DockerfileSource;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a build reads: `PATH`, `--file` and `--build-context`.
final class SourceOptions {
  private static final Option BUILD_CONTEXT =
      Option.list(
              "build-context",
              "Additional build contexts (e.g., name=path, name=docker-image://image)")
          .valueName("stringArray");
  private static final Option FILE =
      Option.text("file", 'f', "Name of the Dockerfile (default: \"PATH/Dockerfile\")");

  static final OptionGroup GROUP =
      OptionGroup.of(BUILD_CONTEXT, FILE)
          .without(NotYet.option("compress", "the context is read in place and never sent"));

  private static final List<String> REMOTE =
      List.of("http://", "https://", "git://", "ssh://", "git@", "github.com/", "docker-image://");

  private SourceOptions() {}

  static BuildSources of(String context, ParsedOptions options) {
    return new BuildSources(
        context(context), dockerfile(options), NamedContexts.of(options.list(BUILD_CONTEXT)));
  }

  private static ContextSource context(String argument) {
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
    return new ContextSource.Directory(path);
  }

  private static DockerfileSource dockerfile(ParsedOptions options) {
    String file = options.text(FILE);
    if (file.equals("-")) {
      throw CommandException.missingOption(
          "a Dockerfile from standard input", "write it to a file and name that with -f");
    }
    return file.isEmpty() ? new DockerfileSource.Usual() : new DockerfileSource.File(Path.of(file));
  }
}
