package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Writes a layer's tar; the same entries in the same order give the same bytes.
///
/// Headers are ustar, with PAX records where ustar has no room: long names, large numbers,
/// fractions of a second, extended attributes. No user or group names, no clock.
public final class LayerTarWriter implements Closeable {
  private final OutputStream sink;
  private final LayerIndexBuilder index = new LayerIndexBuilder();
  private final byte[] buffer = new byte[64 * 1024];
  private int used;
  private long flushed;
  private boolean finished;

  /// What is to be taken of it comes next.
  private @Nullable EarlierTar earlier;

  private long takenFrom;
  private long takenTo;

  /// @param sink gets large pieces; it needs no buffer of its own
  public LayerTarWriter(OutputStream sink) {
    this.sink = sink;
  }

  /// Appends one entry.
  ///
  /// @param data gives the bytes of a regular file, at least as many as its entry says; not closed
  /// @return the entry with the place of its data in this tar
  /// @throws ImageException the name means a whiteout, or `data` ends early
  public LayerEntry add(LayerEntry entry, @Nullable InputStream data) throws IOException {
    if (finished) {
      throw new IllegalStateException("the tar is finished");
    }
    take();
    write(headers(entry));
    if (entry.kind() != EntryKind.FILE) {
      index.add(entry);
      return entry;
    }
    LayerEntry placed = entry.withData(entry.size(), flushed + used);
    if (entry.size() > 0) {
      if (data == null) {
        throw new IllegalArgumentException("no data for " + entry.path());
      }
      copy(entry, data);
    }
    index.add(placed);
    return placed;
  }

  /// Appends one entry, taken from an earlier tar where that has the same.
  ///
  /// @param tar is asked in the order of the paths
  /// @param sum SHA-256 of a regular file's bytes; null where it is not known
  /// @return whether it has: otherwise nothing was appended
  public boolean addFrom(EarlierTar tar, LayerEntry entry, byte @Nullable [] sum)
      throws IOException {
    if (!tar.has(entry, sum)) {
      return false;
    }
    if (earlier != tar || takenTo != tar.from()) {
      take();
      earlier = tar;
      takenFrom = tar.from();
      takenTo = takenFrom;
    }
    long place = position();
    takenTo = tar.end();
    index.add(
        entry.kind() == EntryKind.FILE
            ? entry.withData(entry.size(), place + tar.data() - tar.from())
            : entry);
    return true;
  }

  /// Copies what is to be taken of an earlier tar, in one piece.
  private void take() throws IOException {
    if (earlier != null && takenTo > takenFrom) {
      flush();
      earlier.copy(takenFrom, takenTo, sink);
      flushed += takenTo - takenFrom;
    }
    takenFrom = takenTo;
    earlier = null;
  }

  /// The header blocks of an entry.
  static byte[] headers(LayerEntry entry) {
    return TarHeaderWriter.blocks(entry, name(entry));
  }

  private static byte[] name(LayerEntry entry) {
    ImagePath path = entry.path();
    return switch (entry.kind()) {
      case WHITEOUT -> LayerName.ofWhiteout(path).relativeBytes();
      case OPAQUE -> LayerName.ofOpaque(path).relativeBytes();
      case DIRECTORY -> {
        byte[] relative = path.isRoot() ? new byte[] {'.'} : checked(path);
        byte[] name = Arrays.copyOf(relative, relative.length + 1);
        name[relative.length] = '/';
        yield name;
      }
      case FILE, SYMLINK, HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> checked(path);
    };
  }

  private static byte[] checked(ImagePath path) {
    if (LayerName.isReserved(path.name())) {
      throw new ImageException(
          "a layer cannot hold " + path + ": names that begin with '.wh.' hide other files",
          "rename or remove the file");
    }
    return path.relativeBytes();
  }

  private void copy(LayerEntry entry, InputStream data) throws IOException {
    long left = entry.size();
    while (left > 0) {
      if (used == buffer.length) {
        flush();
      }
      int count = data.read(buffer, used, (int) Math.min(left, buffer.length - used));
      if (count < 0) {
        throw new ImageException(
            entry.path() + " became shorter while it was read",
            "do not change files while they are put into a layer");
      }
      used += count;
      left -= count;
    }
    write(new byte[(int) (-entry.size() & TarHeader.BLOCK - 1)]);
  }

  private void write(byte[] bytes) throws IOException {
    int done = 0;
    while (done < bytes.length) {
      if (used == buffer.length) {
        flush();
      }
      int step = Math.min(bytes.length - done, buffer.length - used);
      System.arraycopy(bytes, done, buffer, used, step);
      used += step;
      done += step;
    }
  }

  private void flush() throws IOException {
    sink.write(buffer, 0, used);
    flushed += used;
    used = 0;
  }

  /// How long the tar is so far.
  public long position() {
    return flushed + used + (takenTo - takenFrom);
  }

  /// Ends the tar and tells what is in it; the sink is flushed and stays open.
  public LayerIndex finish() throws IOException {
    finished = true;
    take();
    write(new byte[2 * TarHeader.BLOCK]);
    flush();
    sink.flush();
    return index.build();
  }

  /// Closes the sink; a tar that was not finished stays cut off.
  @Override
  public void close() throws IOException {
    sink.close();
  }
}
