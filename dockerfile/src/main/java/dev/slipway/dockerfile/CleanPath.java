package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// The shortest spelling of a path, by Go's rules (`path.Clean`): no file system is asked.
public final class CleanPath {
  private CleanPath() {}

  /// Without empty elements, `.`, and `..` that follow a name; `.` for an empty path.
  public static String of(String path) {
    if (path.isEmpty()) {
      return ".";
    }
    boolean rooted = path.startsWith("/");
    var elements = new ArrayList<String>();
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      add(elements, path.substring(start, end), rooted);
      start = end + 1;
    }
    String joined = String.join("/", elements);
    return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
  }

  private static void add(List<String> elements, String element, boolean rooted) {
    switch (element) {
      case "", "." -> {}
      case ".." -> {
        if (!elements.isEmpty() && !elements.getLast().equals("..")) {
          elements.removeLast();
        } else if (!rooted) {
          elements.add(element);
        }
      }
      default -> elements.add(element);
    }
  }
}
