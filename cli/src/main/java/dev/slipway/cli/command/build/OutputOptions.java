package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildResult;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where the result goes: `--iidfile`.
final class OutputOptions {
  private static final Option IIDFILE = Option.text("iidfile", "Write the image ID to a file");
  private static final Option LOAD =
      Option.flag("load", "Put the image in the local store, as is done without it");
  private static final String ATTESTATIONS = "attestations come in a later release";

  static final OptionGroup GROUP =
      OptionGroup.of(IIDFILE, LOAD)
          .without(
              NotYet.option("attest", ATTESTATIONS),
              NotYet.option("metadata-file", "the image ID is written by --iidfile"),
              NotYet.option(
                  "output", 'o', "images go to the local store; 'slipway save' exports them"),
              NotYet.option("provenance", ATTESTATIONS),
              NotYet.option("push", "it comes with registries, in a later release"),
              NotYet.option("sbom", ATTESTATIONS));

  private OutputOptions() {}

  /// Writes what was asked for beside the image.
  static void write(BuildResult result, ParsedOptions options) throws IOException {
    if (options.isSet(IIDFILE)) {
      Files.writeString(Path.of(options.text(IIDFILE)), result.image().id().toString());
    }
  }
}
