package dev.slipway.builder.attest;

import dev.slipway.image.layer.FileTree;
import java.io.IOException;
import java.util.List;

/// The distribution that an image is of, from `/etc/os-release`.
///
/// @param id `debian`; empty where the image is of none
/// @param version `12`; may be empty
record OsRelease(String id, String version, String prettyName) {
  static OsRelease read(FileTree tree) throws IOException {
    List<String> lines = TreeFiles.lines(tree, "/etc/os-release");
    if (lines.isEmpty()) {
      lines = TreeFiles.lines(tree, "/usr/lib/os-release");
    }
    return new OsRelease(
        value(lines, "ID"), value(lines, "VERSION_ID"), value(lines, "PRETTY_NAME"));
  }

  private static String value(List<String> lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name + "=")) {
        String value = line.substring(name.length() + 1).strip();
        boolean quoted =
            value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
      }
    }
    return "";
  }

  boolean isKnown() {
    return !id.isEmpty();
  }

  /// As a package URL's `distro` has it: `debian-12`.
  String distro() {
    return version.isEmpty() ? id : id + "-" + version;
  }
}
