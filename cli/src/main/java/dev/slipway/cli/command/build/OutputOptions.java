package dev.slipway.cli.command.build;

import dev.slipway.builder.BuildOutputs;
import dev.slipway.builder.BuildResult;
import dev.slipway.builder.Output;
import dev.slipway.builder.Output.Push;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the result goes: `--output`, `--load`, `--iidfile`, `--metadata-file`.
final class OutputOptions {
  private static final Option ANNOTATION =
      Option.list("annotation", "Add annotation to the image").valueName("stringArray");
  private static final Option IIDFILE = Option.text("iidfile", "Write the image ID to a file");
  private static final Option LOAD = Option.flag("load", "Shorthand for \"--output=type=docker\"");
  private static final Option METADATA =
      Option.text("metadata-file", "Write build result metadata to a file");
  private static final Option OUTPUT =
      Option.list("output", 'o', "Output destination (format: \"type=local,dest=path\")")
          .valueName("stringArray");
  private static final Option ATTEST =
      Option.list("attest", "Attestation parameters (format: \"type=sbom,format=cyclonedx\")")
          .valueName("stringArray");
  private static final Option PROVENANCE =
      Option.text("provenance", "Shorthand for \"--attest=type=provenance\"");
  private static final Option PUSH =
      Option.flag("push", "Shorthand for \"--output=type=registry\"");
  private static final Option REPRODUCIBLE =
      Option.flag("reproducible", "Show no time but that of the context's Git commit");
  private static final Option SBOM = Option.text("sbom", "Shorthand for \"--attest=type=sbom\"");

  static final OptionGroup GROUP =
      OptionGroup.of(
          ANNOTATION,
          ATTEST,
          IIDFILE,
          LOAD,
          METADATA,
          OUTPUT,
          PROVENANCE,
          PUSH,
          REPRODUCIBLE,
          SBOM);

  private OutputOptions() {}

  static BuildOutputs of(ParsedOptions options, Console console) {
    var words = new OutputWords(console, options.isSet(ANNOTATION));
    var outputs = new ArrayList<Output>();
    for (String word : options.list(OUTPUT)) {
      outputs.add(words.parse(word));
    }
    if (options.flag(LOAD) && outputs.stream().noneMatch(OutputOptions::isStored)) {
      outputs.add(Output.Image.STORE);
    }
    var all =
        new BuildOutputs(
            options.flag(PUSH) ? pushed(outputs) : outputs,
            AnnotationWords.of(options.list(ANNOTATION)),
            AttestationWords.of(
                options.list(ATTEST),
                options.optionalText(SBOM).orElse(null),
                options.optionalText(PROVENANCE).orElse(null)),
            options.flag(REPRODUCIBLE));
    if (!all.makeAnImage()) {
      refuseWithoutImage(options);
    }
    return all;
  }

  private static boolean isStored(Output output) {
    return output instanceof Output.Image image && image.named();
  }

  /// `--push`: every image that is made goes to its registry, and one is made in any case.
  private static List<Output> pushed(List<Output> outputs) {
    List<Output> pushed = new ArrayList<>();
    boolean any = false;
    for (Output output : outputs) {
      if (output instanceof Output.Image image && image.push() == Push.NONE) {
        pushed.add(image.pushing());
        any = true;
      } else {
        any |= output instanceof Output.Image;
        pushed.add(output);
      }
    }
    if (!any) {
      pushed.add(Output.Image.REGISTRY);
    }
    return pushed;
  }

  /// What speaks of an image that is not made would be written for nothing.
  private static void refuseWithoutImage(ParsedOptions options) {
    for (Option option : List.of(ANNOTATION, IIDFILE)) {
      if (options.isSet(option)) {
        throw new CommandException(
            "ERROR: failed to build: --"
                + option.name()
                + " needs an image, and --output makes files only",
            "leave it out, or add --load");
      }
    }
  }

  /// Whether the metadata tells how the image was made: buildx's own variable says how much of it.
  static boolean wantsProvenance(ParsedOptions options) {
    if (!options.isSet(METADATA)) {
      return false;
    }
    String mode = CallerEnvironment.get("BUILDX_METADATA_PROVENANCE");
    return switch (mode == null ? "" : mode) {
      case "", "min", "true" -> true;
      case "disabled", "false" -> false;
      default ->
          throw new CommandException(
              "ERROR: failed to build: BUILDX_METADATA_PROVENANCE=" + mode + " is not there",
              "min and disabled are; --provenance=mode=max says more of the image");
    };
  }

  /// Writes what was asked for beside the image.
  static void write(BuildResult result, ParsedOptions options) throws IOException {
    if (options.isSet(IIDFILE)) {
      Files.writeString(Path.of(options.text(IIDFILE)), result.image().id().toString());
    }
    if (options.isSet(METADATA)) {
      Files.write(Path.of(options.text(METADATA)), BuildMetadata.json(result));
    }
  }
}
