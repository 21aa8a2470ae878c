package dev.slipway.lint.go;

/// Go's versions, as far as two of them are compared: `1.19`, `1.21.3`.
public final class GoVersion {
  private GoVersion() {}

  /// `1.21` of `1.21.3` and of `1.21rc2`.
  public static String minor(String version) {
    int first = version.indexOf('.');
    if (first < 0) {
      return version;
    }
    int end = first + 1;
    while (end < version.length() && Character.isDigit(version.charAt(end))) {
      end++;
    }
    return version.substring(0, end);
  }

  /// Whether `one` is an earlier language version than `other`; false where one is no version.
  public static boolean isBefore(String one, String other) {
    return number(one) >= 0 && number(other) >= 0 && number(one) < number(other);
  }

  private static int number(String version) {
    String minor = minor(version);
    int dot = minor.indexOf('.');
    if (dot < 1 || dot == minor.length() - 1 || !isNumber(minor.substring(0, dot))) {
      return -1;
    }
    return Integer.parseInt(minor.substring(0, dot)) * 1000
        + Integer.parseInt(minor.substring(dot + 1));
  }

  private static boolean isNumber(String text) {
    return text.length() < 4 && text.chars().allMatch(Character::isDigit);
  }
}
