package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a name in a layer's tar means: a path, a whiteout `.wh.name`, or the mark of an opaque
/// directory `.wh..wh..opq` (OCI image specification, "Whiteouts").
///
/// @param kind WHITEOUT or OPAQUE, or null for a file of its own
/// @param skipped whether it is a note that aufs left for itself
record LayerName(ImagePath path, @Nullable EntryKind kind, boolean skipped) {
  private static final byte[] WHITEOUT = bytes(".wh.");
  private static final byte[] META = bytes(".wh..wh.");
  private static final byte[] OPAQUE = bytes(".wh..wh..opq");

  static LayerName of(byte[] name, ArchiveOrigin origin) {
    ImagePath path = inside(name, "entry");
    List<byte[]> components = path.components();
    for (int i = 0; i < components.size(); i++) {
      if (startsWith(components.get(i), WHITEOUT)) {
        return marker(path, components, i, origin);
      }
    }
    return new LayerName(path, null, false);
  }

  private static LayerName marker(
      ImagePath path, List<byte[]> components, int at, ArchiveOrigin origin) {
    byte[] name = components.get(at);
    boolean last = at == components.size() - 1;
    if (origin == ArchiveOrigin.ARCHIVE) {
      throw MalformedLayer.unsupported(
          "entry " + path + " has a name that begins with '.wh.', which in a layer hides a file",
          "leave it out of the archive");
    }
    if (last && Arrays.equals(name, OPAQUE)) {
      return new LayerName(path.parent(), EntryKind.OPAQUE, false);
    }
    if (startsWith(name, META)) {
      return new LayerName(path, null, true);
    }
    byte[] hidden = Arrays.copyOfRange(name, WHITEOUT.length, name.length);
    if (!last || hidden.length == 0 || Arrays.equals(hidden, bytes("."))) {
      throw MalformedLayer.refused("entry " + path + " is a whiteout of nothing");
    }
    if (Arrays.equals(hidden, bytes(".."))) {
      throw MalformedLayer.refused("entry " + path + " is a whiteout outside its directory");
    }
    return new LayerName(path.parent().child(hidden), EntryKind.WHITEOUT, false);
  }

  /// The path that a name in the tar has in the layer: absolute ones begin at its root.
  ///
  /// @throws dev.slipway.image.ImageException its `..` lead out of the root
  static ImagePath inside(byte[] name, String what) {
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= name.length; i++) {
      if (i == name.length || name[i] == '/') {
        int length = i - start;
        if (length == 2 && name[start] == '.' && name[start + 1] == '.') {
          depth--;
        } else if (length > 0 && !(length == 1 && name[start] == '.')) {
          depth++;
        }
        if (depth < 0) {
          throw MalformedLayer.refused(
              what + " " + new String(name, StandardCharsets.UTF_8) + " leads out of the archive");
        }
        start = i + 1;
      }
    }
    return ImagePath.ROOT.resolve(name);
  }

  /// Whether a component would be taken for a whiteout.
  static boolean isReserved(byte[] component) {
    return startsWith(component, WHITEOUT);
  }

  /// The name in the tar that hides `path`.
  static ImagePath ofWhiteout(ImagePath path) {
    byte[] name = path.name();
    byte[] marker = Arrays.copyOf(WHITEOUT, WHITEOUT.length + name.length);
    System.arraycopy(name, 0, marker, WHITEOUT.length, name.length);
    return path.parent().child(marker);
  }

  /// The name in the tar that makes `directory` opaque.
  static ImagePath ofOpaque(ImagePath directory) {
    return directory.child(OPAQUE);
  }

  private static boolean startsWith(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
