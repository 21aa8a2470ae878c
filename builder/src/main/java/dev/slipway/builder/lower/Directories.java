package dev.slipway.builder.lower;

import java.util.ArrayDeque;

/// Paths in an image as text, the way Docker joins and cleans them.
final class Directories {
  private Directories() {}

  /// What `path` means in `directory`: absolute, without `.`, `..`, doubled and trailing slashes.
  static String resolve(String directory, String path) {
    var parts = new ArrayDeque<String>();
    for (String part : (path.startsWith("/") ? path : directory + "/" + path).split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /// The same for what a copy goes to, which keeps a trailing slash: it must be a directory then.
  static String destination(String directory, String path) {
    String resolved = resolve(directory, path);
    boolean slash = path.isEmpty() || path.equals(".") || path.endsWith("/") || path.endsWith("/.");
    return slash && !resolved.endsWith("/") ? resolved + "/" : resolved;
  }
}
