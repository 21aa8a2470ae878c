package dev.slipway.builder.context;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.FileVersion;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one copy found.
///
/// The form: its key, its content, the directory that it copied, the keys and layers of the steps
/// that made layers of just that, the number of what was looked at, and how many bytes `seen` has.
///
/// @param layers for each such step 32 bytes of its key and 32 of its layer
/// @param count of what it looked at
/// @param seen for each of it the length of its path, the path, and its version
@SuppressWarnings("ArrayRecordComponent")
record Sighting(
    byte[] key, byte[] content, ImagePath root, byte[] layers, int count, ByteBuffer seen) {
  private static final int HASH = 32;

  /// So many steps that copy the same are told apart.
  private static final int MOST_LAYERS = 8;

  static Sighting of(Digest key, Digest content, Map<ImagePath, FileVersion> seen) {
    return new Sighting(
        hash(key), hash(content), ImagePath.ROOT, new byte[0], seen.size(), packed(seen));
  }

  static byte[] hash(Digest digest) {
    return HexFormat.of().parseHex(digest.hex());
  }

  private static ByteBuffer packed(Map<ImagePath, FileVersion> seen) {
    int size = 0;
    for (ImagePath path : seen.keySet()) {
      size += Integer.BYTES + path.relativeBytes().length + FileVersion.BYTES;
    }
    ByteBuffer packed = ByteBuffer.allocate(size);
    for (var each : seen.entrySet()) {
      byte[] path = each.getKey().relativeBytes();
      each.getValue().writeTo(packed.putInt(path.length).put(path));
    }
    return packed.flip();
  }

  /// @throws BufferUnderflowException it is damaged
  static Sighting read(ByteBuffer in) {
    byte[] key = bytes(in, HASH);
    byte[] content = bytes(in, HASH);
    ImagePath root = ImagePath.ofBytes(bytes(in, in.getInt()));
    byte[] layers = bytes(in, in.getInt());
    int count = in.getInt();
    int length = in.getInt();
    if (length < 0 || length > in.remaining() || layers.length % (2 * HASH) != 0) {
      throw new BufferUnderflowException();
    }
    var read = new Sighting(key, content, root, layers, count, in.slice(in.position(), length));
    in.position(in.position() + length);
    return read;
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  void write(DataOutputStream out) throws IOException {
    out.write(key);
    out.write(content);
    byte[] path = root.bytes();
    out.writeInt(path.length);
    out.write(path);
    out.writeInt(layers.length);
    out.write(layers);
    out.writeInt(count);
    out.writeInt(seen.limit());
    out.write(seen.array(), seen.arrayOffset(), seen.limit());
  }

  boolean isOf(byte[] otherKey) {
    return Arrays.equals(key, otherKey);
  }

  boolean hasNoLayers() {
    return layers.length == 0;
  }

  /// Whether both found the same files in the same state.
  boolean isSame(Sighting other) {
    return isOf(other.key) && Arrays.equals(content, other.content) && seen.equals(other.seen);
  }

  @Nullable Digest layer(Digest step) {
    byte[] name = hash(step);
    for (int at = 0; at < layers.length; at += 2 * HASH) {
      if (Arrays.equals(layers, at, at + HASH, name, 0, HASH)) {
        return Digest.ofSha256(Arrays.copyOfRange(layers, at + HASH, at + 2 * HASH));
      }
    }
    return null;
  }

  /// Where in `seen` what has this number stands; -1 where `seen` is damaged.
  int place(int number) {
    int at = 0;
    for (int i = 0; i < number; i++) {
      if (at + Integer.BYTES > seen.limit()) {
        return -1;
      }
      int length = seen.getInt(at);
      at += Integer.BYTES + length + FileVersion.BYTES;
      if (length < 0 || at > seen.limit()) {
        return -1;
      }
    }
    return at;
  }

  /// What was seen directly in a directory.
  ///
  /// @throws IndexOutOfBoundsException it is damaged
  Set<ImagePath> children(ImagePath directory) {
    var children = new HashSet<ImagePath>();
    for (int at = 0; at < seen.limit(); ) {
      int length = seen.getInt(at);
      int path = at + Integer.BYTES;
      if (isIn(directory, path, length)) {
        byte[] bytes = new byte[length];
        seen.get(path, bytes);
        children.add(ImagePath.ROOT.resolve(bytes));
      }
      at = path + length + FileVersion.BYTES;
    }
    return children;
  }

  private boolean isIn(ImagePath directory, int path, int length) {
    byte[] above = directory.relativeBytes();
    int name = above.length == 0 ? 0 : above.length + 1;
    if (length <= name || (name > 0 && seen.get(path + above.length) != '/')) {
      return false;
    }
    for (int i = 0; i < above.length; i++) {
      if (seen.get(path + i) != above[i]) {
        return false;
      }
    }
    for (int i = name; i < length; i++) {
      if (seen.get(path + i) == '/') {
        return false;
      }
    }
    return true;
  }

  /// When something was last changed, in seconds, when it was seen; null where that is not known.
  @Nullable Long mtimeSeconds(CopySight.Changed changed) {
    return FileVersion.mtimeSeconds(seen.array(), seen.arrayOffset() + changed.place());
  }

  /// With a step that made a layer of just this.
  Sighting made(ImagePath copied, Digest step, Digest layer) {
    boolean more = copied.equals(root) && layers.length < MOST_LAYERS * 2 * HASH;
    int before = more && layer(step) == null ? layers.length : 0;
    byte[] all = Arrays.copyOf(layers, before + 2 * HASH);
    System.arraycopy(hash(step), 0, all, before, HASH);
    System.arraycopy(hash(layer), 0, all, before + HASH, HASH);
    return new Sighting(key, content, copied, all, count, seen);
  }

  /// What was made of another one was made of this.
  Sighting withLayersOf(Sighting other) {
    return new Sighting(key, content, other.root, other.layers, count, seen);
  }

  /// The same with other versions of some files; no step is known to have made a layer of it.
  ///
  /// @param places where the versions stand in `seen`
  Sighting with(Digest newContent, List<SightChange> edits, List<Integer> places) {
    int start = seen.arrayOffset();
    ByteBuffer changed =
        ByteBuffer.wrap(Arrays.copyOfRange(seen.array(), start, start + seen.limit()));
    for (int i = 0; i < places.size(); i++) {
      edits.get(i).version().writeTo(changed.position(places.get(i)));
    }
    return new Sighting(key, hash(newContent), root, new byte[0], count, changed.clear());
  }
}
