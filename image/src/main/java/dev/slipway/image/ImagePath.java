package dev.slipway.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// An absolute, normalised path inside an image. It is bytes, not characters: a file name may be
/// any bytes but `/` and NUL.
///
/// The order is by component, so that a directory comes before what it contains and nothing stands
/// between them.
public final class ImagePath implements Comparable<ImagePath> {
  public static final ImagePath ROOT = new ImagePath(new byte[] {'/'});

  private final byte[] bytes;
  private int hash;

  private ImagePath(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The path that `text` (UTF-8) names, read from the root: `.` and empty components are dropped,
  /// `..` removes the one before it and stays at the root.
  public static ImagePath of(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Like [#of] for names that need not be text.
  public static ImagePath ofBytes(byte[] path) {
    return isNormal(path) ? new ImagePath(path.clone()) : ROOT.resolve(path);
  }

  /// The bytes, with the leading `/`.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The bytes without the leading `/`; empty for the root.
  public byte[] relativeBytes() {
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  /// Whether the bytes without the leading `/` stand there.
  public boolean isRelativeAt(byte[] data, int from, int length) {
    return Arrays.equals(bytes, 1, bytes.length, data, from, from + length);
  }

  public boolean isRoot() {
    return bytes.length == 1;
  }

  /// The directory that holds this; the root's parent is the root.
  public ImagePath parent() {
    int slash = lastSlash();
    return slash == 0 ? ROOT : new ImagePath(Arrays.copyOf(bytes, slash));
  }

  /// The last component; empty for the root.
  public byte[] name() {
    return Arrays.copyOfRange(bytes, lastSlash() + 1, bytes.length);
  }

  /// The last component as text, with what is not UTF-8 replaced.
  public String nameText() {
    return new String(name(), StandardCharsets.UTF_8);
  }

  /// The components from the root down; empty for the root.
  public List<byte[]> components() {
    List<byte[]> components = new ArrayList<>();
    int start = 1;
    for (int i = 1; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '/') {
        if (i > start) {
          components.add(Arrays.copyOfRange(bytes, start, i));
        }
        start = i + 1;
      }
    }
    return components;
  }

  public ImagePath resolve(String path) {
    return resolve(path.getBytes(StandardCharsets.UTF_8));
  }

  /// What `path` names when read from here: an absolute one starts at the root again.
  public ImagePath resolve(byte[] path) {
    for (byte b : path) {
      if (b == 0) {
        throw new ImageException(
            "a path with a NUL byte: " + new String(path, StandardCharsets.UTF_8),
            "remove the NUL byte");
      }
    }
    boolean absolute = path.length > 0 && path[0] == '/';
    var result = new Joiner(absolute || isRoot() ? new byte[0] : bytes);
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        result.append(path, start, i - start);
        start = i + 1;
      }
    }
    return result.toPath();
  }

  /// The child with exactly this name.
  ///
  /// @throws ImageException the name is empty, `.`, `..` or has a `/` or NUL in it
  public ImagePath child(byte[] name) {
    if (name.length == 0 || isDots(name, 0, name.length) || hasSeparator(name)) {
      throw new ImageException(
          "not a file name: '" + new String(name, StandardCharsets.UTF_8) + "'",
          "use a name without '/' that is not '.' or '..'");
    }
    int base = isRoot() ? 0 : bytes.length;
    byte[] joined = Arrays.copyOf(bytes, base + 1 + name.length);
    joined[base] = '/';
    System.arraycopy(name, 0, joined, base + 1, name.length);
    return new ImagePath(joined);
  }

  /// Whether this is `ancestor` or stands below it.
  public boolean startsWith(ImagePath ancestor) {
    int length = ancestor.bytes.length;
    return ancestor.isRoot()
        || (bytes.length >= length
            && Arrays.equals(bytes, 0, length, ancestor.bytes, 0, length)
            && (bytes.length == length || bytes[length] == '/'));
  }

  /// This path with its beginning `from` replaced by `to`.
  public ImagePath rebase(ImagePath from, ImagePath to) {
    if (!startsWith(from)) {
      throw new IllegalArgumentException(this + " is not below " + from);
    }
    if (equals(from)) {
      return to;
    }
    int rest = from.isRoot() ? 0 : from.bytes.length; // Begins with its slash.
    int base = to.isRoot() ? 0 : to.bytes.length;
    byte[] joined = Arrays.copyOf(to.bytes, base + bytes.length - rest);
    System.arraycopy(bytes, rest, joined, base, bytes.length - rest);
    return new ImagePath(joined); // What is joined of two normal paths is one.
  }

  @Override
  public int compareTo(ImagePath other) {
    int mismatch = Arrays.mismatch(bytes, other.bytes);
    if (mismatch < 0) {
      return 0;
    }
    if (mismatch >= bytes.length || mismatch >= other.bytes.length) {
      return Integer.compare(bytes.length, other.bytes.length);
    }
    return Integer.compare(rank(bytes[mismatch]), rank(other.bytes[mismatch]));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ImagePath that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    int result = hash;
    if (result == 0) {
      result = Arrays.hashCode(bytes);
      hash = result;
    }
    return result;
  }

  /// The path as text, for people: bytes that are not UTF-8 are replaced.
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// `/` sorts before everything, so that a subtree is one run in the order.
  private static int rank(byte b) {
    return b == '/' ? 0 : b & 0xff;
  }

  private int lastSlash() {
    int i = bytes.length - 1;
    while (bytes[i] != '/') {
      i--;
    }
    return i;
  }

  private static boolean isNormal(byte[] path) {
    if (path.length < 2 || path[0] != '/' || path[path.length - 1] == '/') {
      return false;
    }
    int start = 1;
    for (int i = 1; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        if (i == start || isDots(path, start, i - start)) {
          return false;
        }
        start = i + 1;
      } else if (path[i] == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDots(byte[] path, int start, int length) {
    return (length == 1 && path[start] == '.')
        || (length == 2 && path[start] == '.' && path[start + 1] == '.');
  }

  private static boolean hasSeparator(byte[] name) {
    for (byte b : name) {
      if (b == '/' || b == 0) {
        return true;
      }
    }
    return false;
  }

  /// Builds a normal path component by component.
  private static final class Joiner {
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();

    Joiner(byte[] base) {
      joined.writeBytes(base);
    }

    void append(byte[] path, int start, int length) {
      if (length == 0 || (length == 1 && path[start] == '.')) {
        return;
      }
      if (isDots(path, start, length)) {
        dropLast();
        return;
      }
      joined.write('/');
      joined.write(path, start, length);
    }

    private void dropLast() {
      byte[] current = joined.toByteArray();
      int end = current.length;
      while (end > 0 && current[--end] != '/') {
        // Looks for the slash before the last component.
      }
      joined.reset();
      joined.write(current, 0, end);
    }

    ImagePath toPath() {
      return joined.size() == 0 ? ROOT : new ImagePath(joined.toByteArray());
    }
  }
}
