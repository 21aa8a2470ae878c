package dev.slipway.builder.check;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;

/// A base whose name is none as long as no `--build-arg` is given.
public final class InvalidDefaultArgInFrom {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "InvalidDefaultArgInFrom",
          "Default value for global ARG results in an empty or invalid base image name",
          "invalid-default-arg-in-from");

  private InvalidDefaultArgInFrom() {}

  /// @param defaults the arguments before the first `FROM` without any `--build-arg`
  static void check(From from, Variables defaults, Findings findings) {
    Template image = from.image();
    if (!isName(image, defaults)) {
      findings.addToFile(
          RULE,
          from.span(),
          "Default value for ARG " + image.text() + " results in empty or invalid base image name");
    }
  }

  private static boolean isName(Template image, Variables defaults) {
    try {
      ImageReference.parse(image.expand(defaults));
      return true;
    } catch (ImageReferenceException _) {
      return false;
    } catch (DockerfileException _) {
      return true; // The build says what is wrong.
    }
  }
}
