package dev.slipway.image.store;

import dev.slipway.linux.Sync;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a large file, which will be flushed in the end, to the disk from its beginning on: while
/// its bytes are still read and digested, the disk would otherwise have nothing to do.
final class EarlyWriting extends FilterOutputStream {
  private static final long PORTION = 32 << 20;

  private final Path file;
  private long unwritten;

  EarlyWriting(Path file) throws IOException {
    super(Files.newOutputStream(file));
    this.file = file;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    unwritten += length;
    if (unwritten >= PORTION) {
      unwritten = 0;
      Sync.begin(file);
    }
  }
}
