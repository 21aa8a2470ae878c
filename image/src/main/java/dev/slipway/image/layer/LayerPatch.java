package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An earlier layer's tar with the bytes of a few regular files replaced, and nothing else: what
/// writing all of it anew would give, without looking at all that has stayed.
public final class LayerPatch {
  private static final byte[] ZEROS = new byte[TarHeader.BLOCK];

  private final EarlierTar earlier;
  private final List<LayerEntry> entries;
  private final List<Change> changes;

  private LayerPatch(EarlierTar earlier, List<Change> changes) {
    this.earlier = earlier;
    this.entries = earlier.index().entries();
    this.changes = changes;
  }

  /// A file with new bytes.
  ///
  /// @param behind how many entries come after its own
  /// @param end what its path ends with
  /// @param mtimeSeconds its new time
  /// @param bytes all of them
  /// @param sum their SHA-256
  @SuppressWarnings("ArrayRecordComponent")
  public record Change(int behind, ImagePath end, long mtimeSeconds, byte[] bytes, byte[] sum) {
    private LayerEntry of(LayerEntry before) {
      return before.withTime(mtimeSeconds, 0).withData(bytes.length, before.dataOffset());
    }
  }

  /// @param changes by path
  /// @return null where an entry is no such regular file, or the tar not one that holds each path
  ///   once and by path
  public static @Nullable LayerPatch of(EarlierTar earlier, List<Change> changes) {
    LayerIndex index = earlier.index();
    for (Change change : changes) {
      int number = index.size() - 1 - change.behind();
      if (number < 0 || !index.isFile(number) || !endsWith(index.entries().get(number), change)) {
        return null;
      }
    }
    return index.isByPath() ? new LayerPatch(earlier, List.copyOf(changes)) : null;
  }

  private static boolean endsWith(LayerEntry entry, Change change) {
    byte[] path = entry.path().bytes();
    byte[] end = change.end().bytes();
    return path.length >= end.length
        && Arrays.equals(path, path.length - end.length, path.length, end, 0, end.length);
  }

  private int number(Change change) {
    return entries.size() - 1 - change.behind();
  }

  /// Whether the files have the times that they are to have.
  public boolean changesNoTime() {
    return changes.stream()
        .allMatch(change -> entries.get(number(change)).mtimeSeconds() == change.mtimeSeconds());
  }

  /// Writes the tar.
  ///
  /// @param sink gets large pieces; it is flushed and stays open
  /// @return what is in it
  public LayerIndex write(OutputStream sink) throws IOException {
    var moved = new MovedIndex(earlier.index());
    long from = 0;
    for (Change change : changes) {
      LayerEntry before = entries.get(number(change));
      LayerEntry after = change.of(before);
      long begin = before.dataOffset() - LayerTarWriter.headers(before).length;
      byte[] headers = LayerTarWriter.headers(after);
      earlier.copy(from, begin, sink);
      sink.write(headers);
      sink.write(change.bytes());
      sink.write(ZEROS, 0, (int) (TarHeader.padded(after.size()) - after.size()));
      from = TarHeader.padded(before.dataOffset() + before.size());
      moved.replace(number(change), before, after, begin + headers.length, from);
    }
    earlier.copy(from, earlier.length(), sink);
    sink.flush();
    return moved.finish();
  }

  /// The sums of its files.
  public FileSums sums() {
    LayerIndex index = earlier.index();
    Map<Integer, byte[]> sums = new HashMap<>();
    int file = 0;
    int entry = 0;
    for (Change change : changes) {
      for (; entry < number(change); entry++) {
        file += index.isFile(entry) ? 1 : 0;
      }
      sums.put(file, change.sum());
    }
    return earlier.sums().with(sums);
  }
}
