package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildSources;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.DockerfileSource;
import dev.slipway.builder.copy.Archives;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// What a build reads: `PATH`, `--file` and `--build-context`.
final class SourceOptions {
  private static final Option BUILD_CONTEXT =
      Option.list(
              "build-context",
              "Additional build contexts (e.g., name=path, name=docker-image://image,"
                  + " name=oci-layout://path:tag, name=target:stage)")
          .valueName("stringArray");
  private static final Option FILE =
      Option.text("file", 'f', "Name of the Dockerfile (default: \"PATH/Dockerfile\")");

  /// A tar tells itself by its first block.
  private static final int TAR_BLOCK = 512;

  private static final int START = 1 << 16;

  static final OptionGroup GROUP =
      OptionGroup.of(BUILD_CONTEXT, FILE)
          .without(NotYet.option("compress", "the context is read in place and never sent"));

  private SourceOptions() {}

  /// @param input standard input
  static BuildSources of(String context, ParsedOptions options, InputStream input)
      throws IOException {
    String file = options.text(FILE);
    if (context.equals("-")) {
      return standardInput(file, options, input);
    }
    ContextSource source = ContextAddress.parse(context);
    return new BuildSources(
        source, dockerfile(file, source, input), NamedContexts.of(options.list(BUILD_CONTEXT)));
  }

  /// An archive is the context, and anything else is the Dockerfile of a build without files.
  private static BuildSources standardInput(String file, ParsedOptions options, InputStream input)
      throws IOException {
    if (file.equals("-")) {
      throw new CommandException(
          "ERROR: failed to build: invalid argument: can't use stdin for both build context and"
              + " dockerfile",
          "name the Dockerfile in the archive with -f");
    }
    var buffered = new BufferedInputStream(input, START);
    buffered.mark(START);
    byte[] start = buffered.readNBytes(TAR_BLOCK);
    buffered.reset();
    var named = NamedContexts.of(options.list(BUILD_CONTEXT));
    if (Archives.looksLikeOne(start)) {
      var archive = new ContextSource.Archive(() -> buffered);
      return new BuildSources(archive, dockerfile(file, archive, input), named);
    }
    if (start.length == 0) {
      throw new CommandException(
          "ERROR: failed to build: standard input has neither a Dockerfile nor an archive",
          "write it like: tar c . | slipway build -");
    }
    return new BuildSources(new ContextSource.Empty(), text(buffered), named);
  }

  private static DockerfileSource dockerfile(String file, ContextSource context, InputStream input)
      throws IOException {
    if (file.isEmpty()) {
      return new DockerfileSource.Usual();
    }
    if (file.equals("-")) {
      return text(input);
    }
    if (ContextAddress.isWeb(file)) {
      return new DockerfileSource.Web(file);
    }
    return context instanceof ContextSource.Directory
        ? new DockerfileSource.File(Path.of(file))
        : new DockerfileSource.Inside(file);
  }

  private static DockerfileSource text(InputStream input) throws IOException {
    return new DockerfileSource.Text(new String(input.readAllBytes(), StandardCharsets.UTF_8));
  }
}
