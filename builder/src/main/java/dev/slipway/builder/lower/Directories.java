package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/// Paths in an image as text, the way Docker joins and cleans them.
final class Directories {
  private static final int LONGEST_PATH = 4095;
  private static final int LONGEST_NAME = 255;

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

  /// @throws dev.slipway.dockerfile.DockerfileException Linux knows no such path
  static String checked(String path, Span span) {
    boolean longName = false;
    for (String part : path.split("/")) {
      longName |= part.length() > LONGEST_NAME || bytes(part) > LONGEST_NAME;
    }
    if (longName || bytes(path) > LONGEST_PATH) {
      throw Lowering.error(
          span,
          "file name too long: a path of " + bytes(path) + " bytes",
          "a path has at most " + LONGEST_PATH + " bytes, each name in it at most " + LONGEST_NAME);
    }
    return path;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The same for what a copy goes to, which keeps a trailing slash: it must be a directory then.
  static String destination(String directory, String path) {
    String resolved = resolve(directory, path);
    boolean slash = path.isEmpty() || path.equals(".") || path.endsWith("/") || path.endsWith("/.");
    return slash && !resolved.endsWith("/") ? resolved + "/" : resolved;
  }
}
