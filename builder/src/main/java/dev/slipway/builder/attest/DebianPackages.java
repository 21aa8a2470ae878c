package dev.slipway.builder.attest;

import dev.slipway.builder.attest.FoundPackage.Note;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.FileTree.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Debian's packages: `/var/lib/dpkg/status`, and the files of `/var/lib/dpkg/status.d` that images
/// without dpkg have.
final class DebianPackages {
  private static final String STATUS = "/var/lib/dpkg/status";

  private DebianPackages() {}

  static List<FoundPackage> read(FileTree tree, OsRelease system) throws IOException {
    var found = new ArrayList<FoundPackage>();
    read(TreeFiles.lines(tree, STATUS), STATUS, system, found);
    for (Node node : tree.children(ImagePath.of(STATUS + ".d"))) {
      if (node.entry().kind() == EntryKind.FILE && !node.path().nameText().endsWith(".md5sums")) {
        read(TreeFiles.lines(tree, node), node.path().toString(), system, found);
      }
    }
    return found;
  }

  private static void read(
      List<String> lines, String source, OsRelease system, List<FoundPackage> into) {
    Map<String, String> fields = new HashMap<>();
    for (String line : lines) {
      if (line.isBlank()) {
        add(fields, source, system, into);
        fields.clear();
      } else if (!Character.isWhitespace(line.charAt(0))) {
        int colon = line.indexOf(':');
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
        }
      }
    }
    add(fields, source, system, into);
  }

  /// One that is removed may have left its configuration and its entry.
  private static void add(
      Map<String, String> fields, String source, OsRelease system, List<FoundPackage> into) {
    String name = fields.getOrDefault("Package", "");
    String status = fields.getOrDefault("Status", "install ok installed");
    if (name.isEmpty() || !status.endsWith(" installed")) {
      return;
    }
    String version = fields.getOrDefault("Version", "");
    var qualifiers = new TreeMap<String, String>();
    qualifiers.put("arch", fields.getOrDefault("Architecture", ""));
    qualifiers.put("distro", system.distro());
    String vendor = system.isKnown() ? system.id() : "debian";
    var notes = new ArrayList<Note>();
    if (fields.containsKey("Source")) {
      notes.add(new Note("source package", fields.getOrDefault("Source", "")));
    }
    into.add(
        new FoundPackage(
            name,
            version,
            PackageUrl.of("deb", vendor + "/" + name, version, qualifiers),
            fields.getOrDefault("Maintainer", ""),
            "",
            source,
            notes));
  }
}
