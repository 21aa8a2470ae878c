package dev.slipway.dockerfile.ignore;

import dev.slipway.dockerfile.CleanPath;
import dev.slipway.dockerfile.GoText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Patterns by the rules of an ignore file, asked about single paths: the last one that matches a
/// path, or a directory above it, decides. `IgnoreRules` is for walking a tree.
public final class PatternList {
  /// @param pattern null where Docker finds the mistake in it only when it asks
  private record Entry(boolean exception, @Nullable IgnorePattern pattern, String mistake) {}

  private final List<Entry> entries;

  private PatternList(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// Reads patterns; spaces at their ends and empty ones do not count.
  ///
  /// @throws IllegalArgumentException at a malformed pattern
  public static PatternList of(List<String> patterns) {
    var entries = new ArrayList<Entry>();
    for (String pattern : patterns) {
      String trimmed = GoText.trim(pattern);
      if (!trimmed.isEmpty()) {
        entries.add(entry(CleanPath.of(trimmed)));
      }
    }
    return new PatternList(entries);
  }

  private static Entry entry(String cleaned) {
    if (cleaned.equals("!")) {
      throw new IllegalArgumentException("illegal exclusion pattern: \"!\"");
    }
    boolean exception = cleaned.startsWith("!");
    String text = exception ? cleaned.substring(1) : cleaned;
    IgnorePattern.check(text);
    try {
      return new Entry(exception, IgnorePattern.of(text, exception), "");
    } catch (IllegalArgumentException mistake) {
      return new Entry(exception, null, "syntax error in pattern: " + mistake.getMessage());
    }
  }

  /// Whether the list picks the path out.
  ///
  /// @param path with slashes, taken as it is
  /// @throws IllegalArgumentException at a malformed pattern that the path comes to
  public boolean matches(String path) {
    boolean matched = false;
    for (Entry entry : entries) {
      if (entry.exception() == matched) {
        IgnorePattern pattern = entry.pattern();
        if (pattern == null) {
          throw new IllegalArgumentException(entry.mistake());
        }
        if (pattern.matches(path) || matchesAbove(pattern, path)) {
          matched = !entry.exception();
        }
      }
    }
    return matched;
  }

  private static boolean matchesAbove(IgnorePattern pattern, String path) {
    String directory = directory(path);
    if (directory.equals(".")) {
      return false;
    }
    int slash = -1;
    do {
      slash = directory.indexOf('/', slash + 1);
      if (pattern.matches(slash < 0 ? directory : directory.substring(0, slash))) {
        return true;
      }
    } while (slash >= 0);
    return false;
  }

  /// Go's `path.Dir`.
  private static String directory(String path) {
    return CleanPath.of(path.substring(0, path.lastIndexOf('/') + 1));
  }
}
