package dev.slipway.lint.rules;

import dev.slipway.lint.ProjectFiles;
import java.util.ArrayList;
import java.util.List;

/// What the context's `.gitignore` leaves out: what another program makes before the image is
/// built. Its plain names and names with `*` are understood.
///
/// @param names without slashes at their ends
record GitIgnore(List<String> names) {
  GitIgnore {
    names = List.copyOf(names);
  }

  static GitIgnore of(ProjectFiles files) {
    String text = files.read(".gitignore");
    var names = new ArrayList<String>();
    for (String line : text == null ? new String[0] : text.split("\n", -1)) {
      String name = line.strip();
      while (name.startsWith("/")) {
        name = name.substring(1);
      }
      while (name.endsWith("/") || name.endsWith("/*")) {
        name = name.substring(0, name.lastIndexOf('/'));
      }
      if (!name.isEmpty() && !name.startsWith("#") && !name.startsWith("!")) {
        names.add(name);
      }
    }
    return new GitIgnore(names);
  }

  /// Whether the path, or a directory above it, is left out.
  boolean covers(String path) {
    for (String pattern : names) {
      if (path.equals(pattern) || path.startsWith(pattern + "/")) {
        return true;
      }
      for (String part : pattern.contains("/") ? new String[0] : path.split("/", -1)) {
        if (matches(pattern, part)) {
          return true;
        }
      }
    }
    return false;
  }

  /// With one `*`, which stands for anything.
  private static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    return star < 0
        ? pattern.equals(name)
        : name.length() >= pattern.length() - 1
            && name.startsWith(pattern.substring(0, star))
            && name.endsWith(pattern.substring(star + 1));
  }
}
