package dev.slipway.image.store;

import dev.slipway.linux.DirectFile;
import dev.slipway.linux.Sync;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Writes a large file, which will be flushed in the end, to the disk from its beginning on: while
/// its bytes are still read and digested, the disk would otherwise have nothing to do.
///
/// The beginning of a file stays in memory, where whoever reads it next finds it; of a very large
/// one the rest goes past it to the disk.
final class EarlyWriting extends OutputStream {
  private static final long PORTION = 32 << 20;
  private static final long IN_MEMORY = 64 << 20;

  private final Path file;
  private final OutputStream beginning;
  private long written;
  private @Nullable DirectFile rest;

  EarlyWriting(Path file) throws IOException {
    this.beginning = Files.newOutputStream(file);
    this.file = file;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int first = (int) Math.min(length, IN_MEMORY - written);
    if (first > 0) {
      writeBeginning(bytes, offset, first);
    }
    if (first < length) {
      if (rest == null) {
        rest = DirectFile.open(file, IN_MEMORY);
      }
      rest.write(bytes, offset + first, length - first);
    }
  }

  private void writeBeginning(byte[] bytes, int offset, int length) throws IOException {
    beginning.write(bytes, offset, length);
    long portions = written / PORTION;
    written += length;
    if (written / PORTION > portions) {
      Sync.begin(file);
    }
  }

  /// To be called before closing by whoever wants all of it.
  @Override
  public void flush() throws IOException {
    beginning.flush();
    if (rest != null) {
      rest.flush();
    }
  }

  @Override
  public void close() throws IOException {
    try (DirectFile _ = rest) {
      beginning.close();
    }
  }
}
