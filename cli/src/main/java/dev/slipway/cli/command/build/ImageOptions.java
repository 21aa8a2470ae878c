package dev.slipway.cli.command.build;

import dev.slipway.builder.ImageSettings;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.OptionGroup;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import java.util.ArrayList;
import java.util.List;

/// What the image is given: `--tag`.
final class ImageOptions {
  private static final Option TAG =
      Option.list("tag", 't', "Name and optionally a tag (format: \"name:tag\")")
          .valueName("stringArray");

  static final OptionGroup GROUP =
      OptionGroup.of(TAG)
          .without(
              NotYet.option("annotation", "a later release brings it"),
              NotYet.option("disable-content-trust", "leave it out"),
              NotYet.option("label", "write LABEL in the Dockerfile"),
              NotYet.option("squash", "copy from one stage into 'FROM scratch'"));

  private ImageOptions() {}

  static ImageSettings of(ParsedOptions options) {
    return new ImageSettings(tags(options.list(TAG)));
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
}
