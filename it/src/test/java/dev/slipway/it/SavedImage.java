package dev.slipway.it;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// What `save` wrote, as a reader that shares nothing with Slipway understands it.
///
/// @param config the image's config as maps, lists and texts
/// @param files each path of the whole file system: type, mode, owner, size and content, link
///   target, extended attributes
record SavedImage(Map<?, ?> config, SortedMap<String, String> files) {
  private static final String XATTR = "SCHILY.xattr.";

  static SavedImage read(Path archive) throws IOException {
    Map<String, byte[]> members = new HashMap<>();
    try (var tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          members.put(entry.getName(), tar.readAllBytes());
        } else if (entry.isSymbolicLink()) {
          String target =
              Path.of(entry.getName()).resolveSibling(entry.getLinkName()).normalize().toString();
          members.put(entry.getName(), member(members, target));
        }
      }
    }
    Map<?, ?> manifest = map(list(json(member(members, "manifest.json"))).getFirst());
    SortedMap<String, String> files = new TreeMap<>();
    for (Object layer : list(manifest.get("Layers"))) {
      apply(member(members, String.valueOf(layer)), files);
    }
    String config = String.valueOf(manifest.get("Config"));
    return new SavedImage(map(json(member(members, config))), files);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static byte[] member(Map<String, byte[]> members, String name) {
    byte[] bytes = members.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException("no " + name + " in the archive");
    }
    return bytes;
  }

  private static void apply(byte[] layer, SortedMap<String, String> files) throws IOException {
    SortedMap<String, String> added = new TreeMap<>();
    InputStream bytes = new ByteArrayInputStream(layer);
    if (layer.length > 2 && layer[0] == 0x1f && layer[1] == (byte) 0x8b) {
      bytes = new GZIPInputStream(bytes);
    }
    try (var tar = new TarArchiveInputStream(bytes)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = Path.of("/" + entry.getName()).normalize();
        String name = String.valueOf(path.getFileName());
        Path parent = path.getParent();
        if (name.equals(".wh..wh..opq")) {
          remove(files, parent + "/");
        } else if (name.startsWith(".wh.") && parent != null) {
          String gone = parent.resolve(name.substring(4)).toString();
          files.remove(gone);
          remove(files, gone + "/");
        } else {
          String described = describe(entry, tar, files, added);
          if (!described.startsWith("directory")) {
            remove(files, path + "/");
          }
          added.put(path.toString(), described);
        }
      }
    }
    files.putAll(added);
  }

  private static void remove(SortedMap<String, String> files, String prefix) {
    files.keySet().removeIf(path -> path.startsWith(prefix));
  }

  private static String describe(
      TarArchiveEntry entry,
      InputStream content,
      Map<String, String> files,
      Map<String, String> added)
      throws IOException {
    if (entry.isLink()) {
      String target = Path.of("/" + entry.getLinkName()).normalize().toString();
      String linked = added.getOrDefault(target, files.get(target));
      return linked == null ? "link to nothing: " + target : linked;
    }
    String kind =
        entry.isDirectory()
            ? "directory"
            : entry.isSymbolicLink()
                ? "symlink to " + entry.getLinkName()
                : entry.isFIFO()
                    ? "fifo"
                    : entry.isCharacterDevice() || entry.isBlockDevice()
                        ? "device " + entry.getDevMajor() + ":" + entry.getDevMinor()
                        : "file " + entry.getSize() + " " + sha256(content.readAllBytes());
    var text = new StringBuilder(kind);
    text.append(" mode ").append(Integer.toOctalString(entry.getMode() & 07777));
    text.append(" owner ").append(entry.getLongUserId()).append(':').append(entry.getLongGroupId());
    new TreeMap<>(entry.getExtraPaxHeaders())
        .forEach((key, value) -> {
          if (key.startsWith(XATTR)) {
            text.append(' ').append(key.substring(XATTR.length())).append('=').append(value);
          }
        });
    return text.toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static @Nullable Object json(byte[] bytes) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(bytes)) {
      parser.nextToken();
      return value(parser);
    }
  }

  private static @Nullable Object value(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new TreeMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(parser));
      }
      return list;
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  /// Everything in which another image may not differ, a line each.
  SortedMap<String, String> described() {
    SortedMap<String, String> lines = new TreeMap<>();
    files.forEach((path, file) -> lines.put("file " + path, file));
    if (config.get("config") instanceof Map<?, ?> settings) {
      settings.forEach((key, value) -> lines.put("config " + key, String.valueOf(value)));
    }
    for (String key : List.of("architecture", "os", "author", "variant")) {
      lines.put("config " + key, String.valueOf(config.get(key)));
    }
    if (config.get("history") instanceof List<?> history) {
      for (int i = 0; i < history.size(); i++) {
        Map<String, Object> entry = new TreeMap<>();
        ((Map<?, ?>) history.get(i))
            .forEach((key, value) -> entry.put(key.toString(), String.valueOf(value)));
        entry.remove("created");
        lines.put(String.format("history %03d", i), entry.toString());
      }
    }
    return lines;
  }
}
