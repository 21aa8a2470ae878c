package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// What stands where in a layer: its entries by path and in the order of its tar.
///
/// In memory it is as it is stored ([StoredIndex]); entries are decoded when they are asked for.
public final class LayerIndex {
  /// The index of a layer without entries.
  public static final LayerIndex EMPTY = new LayerIndex(new byte[0], new int[0], new int[0], 0);

  private final byte[] data;
  private final int[] starts;
  private final int[] byPath;
  private final long fileBytes;

  LayerIndex(byte[] data, int[] starts, int[] byPath, long fileBytes) {
    this.data = data;
    this.starts = starts;
    this.byPath = byPath;
    this.fileBytes = fileBytes;
  }

  /// Makes the index of `entries`, which are in the order of a tar; of several with one path the
  /// last counts.
  public static LayerIndex of(Iterable<LayerEntry> entries) {
    var builder = new LayerIndexBuilder();
    entries.forEach(builder::add);
    return builder.build();
  }

  /// Reads a layer's tar to its end.
  ///
  /// @throws ImageException the tar is damaged, cut off or refused
  public static LayerIndex scan(InputStream tar, ArchiveOrigin origin) throws IOException {
    return scan(new TarReader(tar, origin));
  }

  /// Reads only the headers of an uncompressed tar file.
  ///
  /// @throws ImageException the tar is damaged, cut off or refused
  public static LayerIndex scan(Path tar, ArchiveOrigin origin) throws IOException {
    try (var input = new SeekingInput(tar)) {
      return scan(new TarReader(input, origin));
    }
  }

  private static LayerIndex scan(TarReader reader) throws IOException {
    var builder = new LayerIndexBuilder();
    for (LayerEntry entry = reader.next(); entry != null; entry = reader.next()) {
      builder.add(entry);
    }
    reader.drain();
    return builder.build();
  }

  /// Every entry in the order of the tar, whiteouts included; decoded anew on each access.
  public List<LayerEntry> entries() {
    return new Entries(null);
  }

  /// How many entries there are.
  int size() {
    return starts.length;
  }

  /// Whether the entry with this number, in the order of the tar, comes before a path.
  boolean isBefore(int number, ImagePath path) {
    byte[] relative = path.relativeBytes();
    return EntryCodec.comparePath(data, starts[number], relative, 0, relative.length) < 0;
  }

  /// Whether the entry with this number is this one, wherever in a tar the bytes of either are.
  boolean isSameButForItsPlace(int number, LayerEntry entry) {
    return EntryCodec.isSameButForItsPlace(data, starts[number], entry);
  }

  boolean isFile(int number) {
    return EntryCodec.kind(data, starts[number]) == EntryKind.FILE;
  }

  long dataOffset(int number) {
    return EntryCodec.dataOffset(data, starts[number]);
  }

  long dataEnd(int number) {
    return EntryCodec.dataEnd(data, starts[number]);
  }

  /// Whether the order of the tar is that of the paths, and nothing has two entries.
  boolean isByPath() {
    for (int i = 0; i < byPath.length; i++) {
      if (byPath[i] != i || (i > 0 && starts[i] <= starts[i - 1])) {
        return false;
      }
    }
    return starts.length == byPath.length;
  }

  /// The encoded entry with this number, of an index whose order is that of the paths.
  void copyTo(ByteSink sink, int number) {
    int end = number + 1 == starts.length ? data.length : starts[number + 1];
    sink.put(data, starts[number], end - starts[number]);
  }

  /// As [#copyTo] for a regular file that has moved by so many bytes.
  void copyMoved(ByteSink sink, int number, long distance) {
    int end = number + 1 == starts.length ? data.length : starts[number + 1];
    int place = EntryCodec.dataOffsetAt(data, starts[number]);
    sink.put(data, starts[number], place - starts[number]);
    sink.putNumber(EntryCodec.dataOffset(data, starts[number]) + distance + 1);
    int behind = EntryCodec.behindNumber(data, place);
    sink.put(data, behind, end - behind);
  }

  /// Every entry in the order of the paths, whiteouts included; decoded anew on each access.
  public List<LayerEntry> sortedEntries() {
    return new Entries(byPath);
  }

  /// The file, directory or link at `path`; whiteouts are not found.
  public Optional<LayerEntry> find(ImagePath path) {
    return find(path.relativeBytes());
  }

  private Optional<LayerEntry> find(byte[] path) {
    for (int i = position(path); i < byPath.length && isAt(i, path); i++) {
      if (EntryCodec.kind(data, start(i)).isReal()) {
        return Optional.of(EntryCodec.decode(data, start(i)));
      }
    }
    return Optional.empty();
  }

  /// What stands directly in `directory`, by name; whiteouts are left out.
  public List<LayerEntry> children(ImagePath directory) {
    List<LayerEntry> children = new ArrayList<>();
    for (LayerEntry child : directChildren(directory)) {
      if (child.kind().isReal()) {
        children.add(child);
      }
    }
    return children;
  }

  /// As [#children], with whiteouts and opaque markers.
  List<LayerEntry> directChildren(ImagePath directory) {
    List<LayerEntry> children = new ArrayList<>();
    byte[] path = directory.relativeBytes();
    int i = position(path);
    while (i < byPath.length && isAt(i, path)) {
      i++;
    }
    while (i < byPath.length && EntryCodec.isBelow(data, start(i), path)) {
      i = collect(i, children);
    }
    return children;
  }

  /// Adds every entry with the path of the one at `i` and skips what stands below them.
  private int collect(int i, List<LayerEntry> into) {
    byte[] path = EntryCodec.relativePath(data, start(i));
    int end = i;
    for (; end < byPath.length && isAt(end, path); end++) {
      into.add(EntryCodec.decode(data, start(end)));
    }
    return firstNotBelow(path, end);
  }

  private int firstNotBelow(byte[] directory, int from) {
    if (from == byPath.length || !EntryCodec.isBelow(data, start(from), directory)) {
      return from;
    }
    int low = from + 1;
    int high = byPath.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (EntryCodec.isBelow(data, start(middle), directory)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Whether a whiteout hides `path` itself in the layers below.
  public boolean whitesOut(ImagePath path) {
    return at(path).whiteout();
  }

  /// Whether `directory` hides what the layers below have in it.
  public boolean isOpaque(ImagePath directory) {
    return at(directory).opaque();
  }

  /// What a layer has at one path.
  ///
  /// @param real the kind of file, null if there is none
  record Presence(@Nullable EntryKind real, boolean whiteout, boolean opaque) {}

  Presence at(ImagePath path) {
    byte[] relative = path.relativeBytes();
    EntryKind real = null;
    boolean whiteout = false;
    boolean opaque = false;
    for (int i = position(relative); i < byPath.length && isAt(i, relative); i++) {
      EntryKind kind = EntryCodec.kind(data, start(i));
      real = kind.isReal() ? kind : real;
      whiteout |= kind == EntryKind.WHITEOUT;
      opaque |= kind == EntryKind.OPAQUE;
    }
    return new Presence(real, whiteout, opaque);
  }

  /// The entry with the attributes and data: of a hard link its file's, under the link's own path,
  /// else itself.
  public LayerEntry resolveLink(LayerEntry entry) {
    if (entry.kind() != EntryKind.HARD_LINK) {
      return entry;
    }
    return find(entry.linkTarget().path())
        .orElseThrow(() -> MalformedLayer.danglingHardLink(entry.path(), entry.linkTarget()))
        .withPath(entry.path());
  }

  /// Docker's SIZE: the bytes of all regular files, hard links counted once.
  public long fileBytes() {
    return fileBytes;
  }

  public boolean isEmpty() {
    return starts.length == 0;
  }

  private int start(int pathNumber) {
    return starts[byPath[pathNumber]];
  }

  private boolean isAt(int pathNumber, byte[] path) {
    return EntryCodec.comparePath(data, start(pathNumber), path, 0, path.length) == 0;
  }

  private int position(byte[] path) {
    int low = 0;
    int high = byPath.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (EntryCodec.comparePath(data, start(middle), path, 0, path.length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Writes the stored form; an existing file is overwritten.
  public void write(Path file) throws IOException {
    StoredIndex.write(file, data, starts, byPath, fileBytes);
  }

  /// Reads what [#write] wrote.
  ///
  /// @throws ImageException it is damaged or of another version: make it anew from the tar
  public static LayerIndex read(Path file) throws IOException {
    return StoredIndex.read(file);
  }

  private final class Entries extends AbstractList<LayerEntry> implements RandomAccess {
    private final int @Nullable [] order;

    /// @param order numbers of entries; null is the order of the tar
    Entries(int @Nullable [] order) {
      this.order = order;
    }

    @Override
    public LayerEntry get(int index) {
      return EntryCodec.decode(data, starts[order == null ? index : order[index]]);
    }

    @Override
    public int size() {
      return starts.length;
    }
  }
}
