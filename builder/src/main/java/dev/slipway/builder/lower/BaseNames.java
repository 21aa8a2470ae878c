package dev.slipway.builder.lower;

import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Suggestion;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.image.ImageException;
import dev.slipway.image.Platform;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a `FROM` names, with the global arguments filled in.
final class BaseNames {
  private BaseNames() {}

  static String image(From from, Variables globals) {
    Template image = from.image();
    if (!image.hasVariables()) {
      return image.expand(globals);
    }
    Template.Expansion expansion = image.expandTracked(globals);
    if (expansion.value().isBlank()) {
      throw Lowering.error(
          image.span(),
          "base name (" + image.text() + ") should not be blank",
          remedy(expansion, globals));
    }
    return expansion.value();
  }

  private static String remedy(Template.Expansion expansion, Variables globals) {
    for (String missing : expansion.missing()) {
      Optional<String> near = Suggestion.nearest(missing, globals.names(Suggestion.MOST_NAMES));
      if (near.isPresent()) {
        return "did you mean $" + near.get() + "?";
      }
    }
    return "give the ARG a default, or a value with --build-arg";
  }

  /// Null where `--platform` is not given.
  static @Nullable Platform platform(From from, Variables globals) {
    Template template = from.platform();
    if (template == null) {
      return null;
    }
    Template.Expansion expansion = template.expandTracked(globals);
    if (expansion.value().isEmpty()) {
      throw Lowering.error(
          template.span(),
          "empty platform value from expression " + template.text(),
          remedy(expansion, globals));
    }
    try {
      return Platform.parse(expansion.value());
    } catch (ImageException mistake) {
      throw Lowering.error(
          template.span(),
          "failed to parse platform " + expansion.value() + ": " + mistake.getMessage(),
          mistake.hint());
    }
  }
}
