package dev.slipway.image;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The grammar of references, by hand: a listing of images parses one per row, and regular
/// expressions would cost more than the rest of it.
final class ReferenceGrammar {
  private static final int LONGEST_PATH = 255;
  private static final int LONGEST_TAG = 128;
  private static final int SHORTEST_DIGEST = 32;

  private ReferenceGrammar() {}

  /// Reads `path[:tag][@digest]` in the registry `domain`.
  static ImageReference parse(String domain, String remainder) {
    int colon = remainder.indexOf(':');
    String name = colon < 0 ? remainder : remainder.substring(0, colon);
    if (!name.toLowerCase(Locale.ROOT).equals(name)) {
      throw new ImageReferenceException(
          "invalid reference format: repository name (" + name + ") must be lowercase",
          "write " + name.toLowerCase(Locale.ROOT));
    }
    String rest = remainder;
    Digest digest = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = digest(rest.substring(at + 1));
      rest = rest.substring(0, at);
    }
    String tag = null;
    colon = rest.indexOf(':');
    if (colon >= 0) {
      tag = rest.substring(colon + 1);
      checkTag(tag);
      rest = rest.substring(0, colon);
    }
    if (!isPath(rest) || !isDomain(domain)) {
      throw invalid();
    }
    if (rest.length() > LONGEST_PATH) {
      throw new ImageReferenceException(
          "repository name must not be more than 255 characters", "use a shorter name");
    }
    return new ImageReference(domain, rest, tag, digest);
  }

  static void checkTag(String tag) {
    boolean valid = !tag.isEmpty() && tag.length() <= LONGEST_TAG && isWord(tag.charAt(0));
    for (int i = 1; valid && i < tag.length(); i++) {
      char c = tag.charAt(i);
      valid = isWord(c) || c == '.' || c == '-';
    }
    if (!valid) {
      throw invalid();
    }
  }

  private static Digest digest(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || !isAlgorithm(text.substring(0, colon))) {
      throw invalid();
    }
    String hex = text.substring(colon + 1);
    if (hex.length() < SHORTEST_DIGEST || !hex.chars().allMatch(ReferenceGrammar::isHex)) {
      throw invalid();
    }
    return checkedDigest(text.substring(0, colon), hex);
  }

  private static Digest checkedDigest(String algorithm, String hex) {
    try {
      return new Digest(algorithm, hex);
    } catch (ImageException refused) {
      @Nullable String message = refused.getMessage();
      throw new ImageReferenceException(
          message != null && message.startsWith("unsupported")
              ? message
              : "invalid checksum digest " + (hex.length() == 64 ? "format" : "length"),
          "a digest is sha256: and 64 lowercase hexadecimal digits");
    }
  }

  private static boolean isAlgorithm(String text) {
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (start ? !isLetter(c) : !isLetter(c) && !isDigit(c) && "-_+.".indexOf(c) < 0) {
        return false;
      }
      start = "-_+.".indexOf(c) >= 0;
    }
    return !start;
  }

  private static boolean isPath(String path) {
    for (String component : path.split("/", -1)) {
      if (!isPathComponent(component)) {
        return false;
      }
    }
    return true;
  }

  /// Lowercase letters and digits, in runs parted by `.`, `_`, `__` or any number of `-`.
  private static boolean isPathComponent(String text) {
    int i = 0;
    while (true) {
      int start = i;
      while (i < text.length() && isLowerAlphanumeric(text.charAt(i))) {
        i++;
      }
      if (i == start) {
        return false;
      }
      if (i == text.length()) {
        return true;
      }
      int separator = separator(text, i);
      if (separator == 0) {
        return false;
      }
      i += separator;
    }
  }

  private static int separator(String text, int at) {
    return switch (text.charAt(at)) {
      case '.' -> 1;
      case '_' -> text.startsWith("__", at) ? 2 : 1;
      case '-' -> {
        int end = at;
        while (end < text.length() && text.charAt(end) == '-') {
          end++;
        }
        yield end - at;
      }
      default -> 0;
    };
  }

  private static boolean isDomain(String domain) {
    int port = domain.lastIndexOf(':');
    String host = domain;
    if (port >= 0 && !domain.endsWith("]")) {
      String digits = domain.substring(port + 1);
      if (digits.isEmpty() || !digits.chars().allMatch(c -> isDigit((char) c))) {
        return false;
      }
      host = domain.substring(0, port);
    }
    if (host.startsWith("[")) {
      return host.length() > 2
          && host.endsWith("]")
          && host.substring(1, host.length() - 1).chars().allMatch(c -> isHex(c) || c == ':');
    }
    for (String label : host.split("\\.", -1)) {
      if (!isDomainLabel(label)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDomainLabel(String label) {
    for (int i = 0; i < label.length(); i++) {
      char c = label.charAt(i);
      boolean inside = i > 0 && i < label.length() - 1;
      if (!isLetter(c) && !isDigit(c) && !(inside && c == '-')) {
        return false;
      }
    }
    return !label.isEmpty();
  }

  private static boolean isWord(char c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLowerAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || isDigit(c);
  }

  private static boolean isHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static ImageReferenceException invalid() {
    return new ImageReferenceException(
        "invalid reference format", "a reference looks like name:tag or registry.example/name:tag");
  }
}
