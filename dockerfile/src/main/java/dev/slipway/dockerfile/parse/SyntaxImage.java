package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Severity;
import dev.slipway.dockerfile.Word;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `# syntax=` asks for. The language is built in: Docker's own frontends need no image.
final class SyntaxImage {
  private static final int NEWEST_MINOR = 26;
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:[^/]+/)?docker/dockerfile(?:-upstream)?(?::([A-Za-z0-9_.-]+))?(?:@[A-Za-z0-9:+._-]+)?");
  private static final Pattern VERSION = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?:[.-].*)?");

  private SyntaxImage() {}

  /// An error for a frontend of somebody else's, a warning for a version above ours, a note
  /// otherwise.
  static Diagnostic check(Word image) {
    Matcher reference = REFERENCE.matcher(image.text());
    if (!reference.matches()) {
      return Diagnostic.error(
          image.span(),
          "the syntax of " + image.text() + " is not built in",
          "use docker/dockerfile:1, or leave the syntax line out");
    }
    if (isNewer(Optional.ofNullable(reference.group(1)).orElse(""))) {
      return new Diagnostic(
          Severity.WARNING,
          image.span(),
          "this is built in as syntax 1." + NEWEST_MINOR + ", older than " + image.text(),
          "expect errors where newer syntax is used");
    }
    return new Diagnostic(
        Severity.NOTE, image.span(), "the syntax is built in: no image is fetched for it", null);
  }

  private static boolean isNewer(String tag) {
    Matcher version = VERSION.matcher(tag);
    if (!version.matches()) {
      return false;
    }
    int major = Integer.parseInt(version.group(1));
    int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
    return major > 1 || (major == 1 && minor > NEWEST_MINOR);
  }
}
