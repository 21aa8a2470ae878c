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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the image is given: `--tag` and `--label`.
final class ImageOptions {
  private static final Option LABEL =
      Option.list("label", "Set metadata for an image").valueName("stringArray");
  private static final Option TAG =
      Option.list("tag", 't', "Name and optionally a tag (format: \"name:tag\")")
          .valueName("stringArray");

  private static final Option SQUASH =
      Option.flag("squash", "Squash newly built layers into a single new layer");

  static final OptionGroup GROUP =
      OptionGroup.of(LABEL, SQUASH, TAG)
          .without(NotYet.option("disable-content-trust", "leave it out"));

  private ImageOptions() {}

  static ImageSettings of(ParsedOptions options) {
    return new ImageSettings(
        tags(options.list(TAG)), labels(options.list(LABEL)), options.flag(SQUASH));
  }

  /// `name=value`; a name alone has an empty value.
  private static Map<String, String> labels(List<String> words) {
    var labels = new LinkedHashMap<String, String>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (name.isEmpty()) {
        throw new CommandException(
            "ERROR: invalid key-value pair \"" + word + "\": empty key",
            "write --label NAME=VALUE");
      }
      labels.put(name, equals < 0 ? "" : word.substring(equals + 1));
    }
    return labels;
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
