package dev.slipway.image.layer;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The tar of a layer that was written here, as a source for a later one: an entry that is the same
/// in both, attributes and bytes, is taken from it without looking at the file.
///
/// It is asked in the order of the paths, which is that of its tar.
public final class EarlierTar implements Closeable {
  private static final int BUFFER = 256 * 1024;

  private final FileChannel tar;
  private final LayerIndex index;
  private final FileSums sums;
  private int current = -1;
  private int file = -1;
  private long from;
  private long end;

  private EarlierTar(FileChannel tar, LayerIndex index, FileSums sums) {
    this.tar = tar;
    this.index = index;
    this.sums = sums;
  }

  /// @param index of the tar, which [LayerTarWriter] wrote with all directories above its entries,
  ///   by path
  public static EarlierTar open(Path tar, LayerIndex index, FileSums sums) throws IOException {
    return new EarlierTar(FileChannel.open(tar, StandardOpenOption.READ), index, sums);
  }

  /// Goes to this entry and tells whether the tar has it with the same attributes and bytes.
  ///
  /// @param sum of a regular file's bytes; null where it is not known
  public boolean has(LayerEntry entry, byte @Nullable [] sum) {
    while (current < 0 || index.isBefore(current, entry.path())) {
      if (current + 1 == index.size()) {
        return false;
      }
      advance();
    }
    return index.isSameButForItsPlace(current, entry)
        && (entry.kind() != EntryKind.FILE
            || (sum != null && file < sums.count() && sums.isAt(file, sum)));
  }

  private void advance() {
    current++;
    from = end;
    if (index.isFile(current)) {
      file++;
      end = TarHeader.padded(index.dataEnd(current));
    } else {
      end = from + LayerTarWriter.headers(index.entries().get(current)).length;
    }
  }

  /// How many entries it has.
  public int size() {
    return index.size();
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
    return index.dataOffset(current);
  }

  LayerIndex index() {
    return index;
  }

  FileSums sums() {
    return sums;
  }

  /// How long the tar is.
  long length() throws IOException {
    return tar.size();
  }

  void copy(long start, long stop, OutputStream sink) throws IOException {
    if (start == stop) {
      return;
    }
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
