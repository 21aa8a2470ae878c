package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An earlier layer's tar with the bytes of a few regular files and the times of a few directories
/// replaced, and nothing else: what writing all of it anew would give, without looking at all that
/// has stayed.
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

  /// A file with new bytes, or a directory with a new time.
  ///
  /// @param behind how many entries come after its own
  /// @param end what its path ends with
  /// @param mtimeSeconds its new time
  /// @param bytes all of a file's; null for a directory
  /// @param sum their SHA-256; null for a directory
  @SuppressWarnings("ArrayRecordComponent")
  public record Change(
      int behind,
      ImagePath end,
      long mtimeSeconds,
      byte @Nullable [] bytes,
      byte @Nullable [] sum) {
    private LayerEntry of(LayerEntry before) {
      LayerEntry timed = before.withTime(mtimeSeconds, 0);
      return bytes == null ? timed : timed.withData(bytes.length, before.dataOffset());
    }

    private EntryKind kind() {
      return bytes == null ? EntryKind.DIRECTORY : EntryKind.FILE;
    }
  }

  /// The times of all entries but the last so many, in seconds: in a copy of one directory, of what
  /// the directory itself became and what is above it.
  public static List<Long> timesBefore(EarlierTar earlier, int behind) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < earlier.size() - behind; i++) {
      times.add(earlier.index().entries().get(i).mtimeSeconds());
    }
    return times;
  }

  /// @param changes by path
  /// @return null where an entry is no such file or directory, or the tar not one that holds each
  ///   path once and by path
  public static @Nullable LayerPatch of(EarlierTar earlier, List<Change> changes) {
    LayerIndex index = earlier.index();
    for (Change change : changes) {
      int number = index.size() - 1 - change.behind();
      LayerEntry entry = number < 0 ? null : index.entries().get(number);
      if (entry == null || entry.kind() != change.kind() || !endsWith(entry, change)) {
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
      int length = LayerTarWriter.headers(before).length;
      byte[] headers = LayerTarWriter.headers(after);
      byte[] bytes = change.bytes();
      long begin = bytes == null ? begin(number(change)) : before.dataOffset() - length;
      earlier.copy(from, begin, sink);
      sink.write(headers);
      if (bytes == null) {
        from = begin + length;
        moved.replaceHeaders(number(change), after, headers.length - length);
      } else {
        sink.write(bytes);
        sink.write(ZEROS, 0, (int) (TarHeader.padded(after.size()) - after.size()));
        from = TarHeader.padded(before.dataOffset() + before.size());
        moved.replace(number(change), before, after, begin + headers.length, from);
      }
    }
    earlier.copy(from, earlier.length(), sink);
    sink.flush();
    return moved.finish();
  }

  /// Where the headers of an entry without bytes begin: behind the nearest file before it and what
  /// stands between.
  private long begin(int number) {
    long between = 0;
    int file = number - 1;
    for (; file >= 0 && !earlier.index().isFile(file); file--) {
      between += LayerTarWriter.headers(entries.get(file)).length;
    }
    return between + (file < 0 ? 0 : TarHeader.padded(earlier.index().dataEnd(file)));
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
      if (change.sum() != null) {
        sums.put(file, change.sum());
      }
    }
    return earlier.sums().with(sums);
  }
}
