package dev.slipway.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The rest of a file, written past the page cache (`O_DIRECT`): a large file is on the disk with
/// its last byte, and nobody has to copy it into the cache, write that back and wait for it. Where
/// the file system cannot, it is written as usual. One thread at a time.
public final class DirectFile implements AutoCloseable {
  /// What is written at once. The rest of the file must begin at a multiple of this.
  public static final int BLOCK = 1 << 20;

  /// Enough for every disk.
  private static final int ALIGNMENT = 4096;

  private final OpenFile usual;
  private final String name;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory = arena.allocate(BLOCK, ALIGNMENT);
  private final ByteBuffer block = memory.asByteBuffer();
  private @Nullable OpenFile direct;
  private long position;

  private DirectFile(OpenFile usual, @Nullable OpenFile direct, String name, long position) {
    this.usual = usual;
    this.direct = direct;
    this.name = name;
    this.position = position;
  }

  /// @param position where the rest of the file begins, a multiple of [#BLOCK]
  public static DirectFile open(Path path, long position) throws LinuxException {
    OpenFile usual = OpenFile.open(path, OpenFile.O_WRONLY | OpenFile.O_CLOEXEC);
    try {
      int flags = OpenFile.O_WRONLY | OpenFile.O_CLOEXEC | OpenFile.O_DIRECT;
      return new DirectFile(usual, OpenFile.open(path, flags), path.toString(), position);
    } catch (LinuxException cannot) {
      return new DirectFile(usual, null, path.toString(), position);
    }
  }

  public void write(byte[] bytes, int offset, int length) throws LinuxException {
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, block.remaining());
      block.put(bytes, offset + done, part);
      done += part;
      if (!block.hasRemaining()) {
        writeBlock(BLOCK);
        block.clear();
      }
    }
  }

  /// Writes what is left. What is no whole multiple of a disk's blocks goes the usual way, and so
  /// does all that comes after it.
  public void flush() throws LinuxException {
    int length = block.position();
    int aligned = length - length % ALIGNMENT;
    writeBlock(aligned);
    giveUp();
    writeUsual(aligned, length);
    block.clear();
  }

  private void writeBlock(int length) throws LinuxException {
    int done = 0;
    while (direct != null && done < length) {
      long count =
          SystemCall.raw(
              CallNumber.PWRITE, direct.fd(), memory.address() + done, length - done, position);
      if (count <= 0 || count % ALIGNMENT != 0) {
        giveUp(); // Some file systems tell only now that they cannot; a full disk says so again.
        break;
      }
      position += count;
      done += (int) count;
    }
    writeUsual(done, length);
  }

  private void writeUsual(int from, int to) throws LinuxException {
    int done = from;
    while (done < to) {
      long count =
          SystemCall.check(
              SystemCall.raw(
                  CallNumber.PWRITE, usual.fd(), memory.address() + done, to - done, position),
              "pwrite",
              name);
      position += count;
      done += (int) count;
    }
  }

  private void giveUp() {
    if (direct != null) {
      direct.close();
      direct = null;
    }
  }

  /// What was not flushed is lost.
  @Override
  public void close() {
    giveUp();
    usual.close();
    arena.close();
  }
}
