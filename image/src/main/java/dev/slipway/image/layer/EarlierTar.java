package dev.slipway.image.layer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tar of a layer that was written here, as a source for a later one: an entry that is the same
/// in both, attributes and bytes, is taken from it without looking at the file.
///
/// It is asked in the order of the paths, which is that of its tar.
public final class EarlierTar implements Closeable {
  private static final int BUFFER = 256 * 1024;

  private final FileChannel tar;
  private final List<LayerEntry> entries;
  private final FileSums sums;
  private int next;
  private int file;
  private long from;
  private long end;
  private @Nullable LayerEntry current;

  private EarlierTar(FileChannel tar, List<LayerEntry> entries, FileSums sums) {
    this.tar = tar;
    this.entries = entries;
    this.sums = sums;
  }

  /// @param index of the tar, which [LayerTarWriter] wrote with all directories above its entries,
  ///   by path
  public static EarlierTar open(Path tar, LayerIndex index, FileSums sums) throws IOException {
    return new EarlierTar(FileChannel.open(tar, StandardOpenOption.READ), index.entries(), sums);
  }

  /// Goes to this entry and tells whether the tar has it with the same attributes and bytes.
  ///
  /// @param sum of a regular file's bytes; null where it is not known
  boolean has(LayerEntry entry, byte @Nullable [] sum) {
    while (current == null || current.path().compareTo(entry.path()) < 0) {
      if (next == entries.size()) {
        return false;
      }
      advance();
    }
    LayerEntry there = current;
    boolean regular = entry.kind() == EntryKind.FILE;
    return there.isSameButForItsPlace(entry)
        && (!regular || (sum != null && file <= sums.count() && sums.isAt(file - 1, sum)));
  }

  private void advance() {
    LayerEntry entry = entries.get(next++);
    current = entry;
    from = end;
    if (entry.kind() == EntryKind.FILE) {
      file++;
      end = TarHeader.padded(entry.dataOffset() + entry.size());
    } else {
      end = from + LayerTarWriter.headers(entry).length;
    }
  }

  /// Where the entry's first header begins.
  long from() {
    return from;
  }

  /// Where the next entry begins.
  long end() {
    return end;
  }

  /// Where its bytes begin; only of a regular file.
  long data() {
    return current == null ? -1 : current.dataOffset();
  }

  void copy(long start, long stop, OutputStream sink) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, stop - start)];
    long at = start;
    while (at < stop) {
      int count =
          tar.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, stop - at)), at);
      if (count < 0) {
        throw new EOFException("an earlier layer's tar ends at " + at + " and not at " + stop);
      }
      sink.write(buffer, 0, count);
      at += count;
    }
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
