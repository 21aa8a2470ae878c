package dev.slipway.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A Dockerfile with its context, as text: `=== NAME` begins a case, `-- HEADER --` a file of it.
///
/// A header is a path with an octal mode behind it where that is not 0644 (0755 for a directory,
/// whose path ends in a slash), `PATH -> TARGET` for a symlink, `PATH = OTHER` for a hard link, or
/// `args` for the words that the build gets, one a line.
///
/// @param files header to content, in order
record BuildCase(String name, List<String> arguments, Map<String, String> files) {
  private static final FileTime TIME = FileTime.from(Instant.parse("2024-02-03T04:05:06Z"));

  /// The cases of one file of `differential/`.
  static List<BuildCase> read(String resource) {
    try (InputStream stream = BuildCase.class.getResourceAsStream("/differential/" + resource)) {
      if (stream == null) {
        throw new IllegalArgumentException("no differential/" + resource);
      }
      return parse(resource, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<BuildCase> parse(String theme, String text) {
    List<BuildCase> cases = new ArrayList<>();
    for (String part : ("\n" + text).split("\n=== ", -1)) {
      if (!part.isBlank() && !part.startsWith("\n#")) {
        cases.add(one(theme.replace(".txt", "") + ": ", part));
      }
    }
    return cases;
  }

  private static BuildCase one(String theme, String part) {
    String[] lines = part.split("\n", -1);
    Map<String, String> files = new LinkedHashMap<>();
    String header = "";
    for (int i = 1; i < lines.length; i++) {
      String line = lines[i];
      if (line.startsWith("-- ") && line.endsWith(" --")) {
        header = line.substring(3, line.length() - 3);
        files.put(header, "");
      } else if (!header.isEmpty()) {
        files.merge(header, line + (i + 1 < lines.length ? "\n" : ""), String::concat);
      }
    }
    String arguments = files.getOrDefault("args", "").strip();
    files.remove("args");
    return new BuildCase(
        theme + lines[0].strip(),
        arguments.isEmpty() ? List.of() : List.of(arguments.split("\n")),
        files);
  }

  /// Writes the context.
  void write(Path folder) throws IOException {
    for (var file : files.entrySet()) {
      write(folder, file.getKey(), file.getValue());
    }
    try (var every = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) every::iterator) {
        if (!Files.isSymbolicLink(path)) {
          Files.setLastModifiedTime(path, TIME);
        }
      }
    }
  }

  private static void write(Path folder, String header, String content) throws IOException {
    if (header.contains(" -> ")) {
      String[] words = header.split(" -> ", -1);
      Path link = folder.resolve(words[0]);
      makeParents(link);
      Files.createSymbolicLink(link, Path.of(words[1]));
      return;
    }
    if (header.contains(" = ")) {
      String[] words = header.split(" = ", -1);
      Path link = folder.resolve(words[0]);
      makeParents(link);
      Files.createLink(link, folder.resolve(words[1]));
      return;
    }
    boolean hasMode = header.matches(".* [0-7]{3,4}");
    String name = hasMode ? header.substring(0, header.lastIndexOf(' ')) : header;
    Path file = folder.resolve(name);
    boolean directory = name.endsWith("/");
    if (directory) {
      Files.createDirectories(file);
    } else {
      makeParents(file);
      Files.writeString(file, content);
    }
    int mode =
        hasMode
            ? Integer.parseInt(header.substring(name.length() + 1), 8)
            : directory ? 0755 : 0644;
    Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private static void makeParents(Path file) throws IOException {
    Path parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      Files.createDirectories(parent);
      Files.setPosixFilePermissions(parent, permissions());
    }
  }

  private static Set<PosixFilePermission> permissions() {
    var permissions = EnumSet.allOf(PosixFilePermission.class);
    permissions.remove(PosixFilePermission.GROUP_WRITE);
    permissions.remove(PosixFilePermission.OTHERS_WRITE);
    return permissions;
  }
}
