package dev.slipway.lint.go;

/// `GOPRIVATE` and its kin: patterns of module paths, separated by commas. One covers each path
/// that begins with it, `*` standing for any characters but `/`.
public final class ModulePatterns {
  private ModulePatterns() {}

  /// Whether one of them covers the module.
  public static boolean cover(String patterns, String module) {
    for (String pattern : patterns.split(",", -1)) {
      String stripped = pattern.strip();
      if (!stripped.isEmpty() && covers(stripped, module)) {
        return true;
      }
    }
    return false;
  }

  private static boolean covers(String pattern, String module) {
    String[] wanted = pattern.split("/", -1);
    String[] found = module.split("/", -1);
    if (found.length < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (!matches(wanted[i], 0, found[i], 0)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(String pattern, int from, String text, int at) {
    if (from == pattern.length()) {
      return at == text.length();
    }
    if (pattern.charAt(from) == '*') {
      return matches(pattern, from + 1, text, at)
          || (at < text.length() && matches(pattern, from, text, at + 1));
    }
    return at < text.length()
        && pattern.charAt(from) == text.charAt(at)
        && matches(pattern, from + 1, text, at + 1);
  }
}
