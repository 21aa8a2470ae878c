package dev.slipway.builder.attest;

import dev.slipway.builder.attest.FoundPackage.Note;
import dev.slipway.image.layer.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Alpine's packages: `lib/apk/db/installed`, one letter a field.
final class AlpinePackages {
  private static final List<String> DATABASES =
      List.of("/lib/apk/db/installed", "/usr/lib/apk/db/installed");

  private AlpinePackages() {}

  static List<FoundPackage> read(FileTree tree, OsRelease system) throws IOException {
    for (String database : DATABASES) {
      List<String> lines = TreeFiles.lines(tree, database);
      if (!lines.isEmpty()) {
        return read(lines, database, system);
      }
    }
    return List.of();
  }

  private static List<FoundPackage> read(List<String> lines, String source, OsRelease system) {
    var found = new ArrayList<FoundPackage>();
    Map<Character, String> fields = new HashMap<>();
    for (String line : lines) {
      if (line.isEmpty()) {
        add(fields, source, system, found);
        fields.clear();
      } else if (line.length() > 1 && line.charAt(1) == ':') {
        fields.putIfAbsent(line.charAt(0), line.substring(2).strip());
      }
    }
    add(fields, source, system, found);
    return found;
  }

  private static void add(
      Map<Character, String> fields, String source, OsRelease system, List<FoundPackage> into) {
    String name = fields.getOrDefault('P', "");
    if (name.isEmpty()) {
      return;
    }
    String version = fields.getOrDefault('V', "");
    var qualifiers = new TreeMap<String, String>();
    qualifiers.put("arch", fields.getOrDefault('A', ""));
    qualifiers.put("distro", system.distro());
    String vendor = system.isKnown() ? system.id() : "alpine";
    var notes = new ArrayList<Note>();
    if (fields.containsKey('o')) {
      notes.add(new Note("source package", fields.getOrDefault('o', "")));
    }
    into.add(
        new FoundPackage(
            name,
            version,
            PackageUrl.of("apk", vendor + "/" + name, version, qualifiers),
            fields.getOrDefault('m', ""),
            fields.getOrDefault('L', ""),
            source,
            notes));
  }
}
