package dev.slipway.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Native memory of one thread for the arguments of one call: [#begin] forgets what the last call
/// put there.
final class Scratch {
  /// Longest path that the kernel takes, with its NUL.
  static final int PATH_MAX = 4096;

  private static final int CAPACITY = 20 * 1024;
  private static final int TRANSFER = 64 * 1024;
  private static final ThreadLocal<Scratch> CURRENT = ThreadLocal.withInitial(Scratch::new);

  private final MemorySegment memory = Arena.ofAuto().allocate(CAPACITY, 16);
  private final MemorySegment errno = Arena.ofAuto().allocate(Integer.BYTES, Integer.BYTES);
  private final ByteBuffer errorNumber = NativeWords.bytes(errno);
  private final ByteBuffer bytes = NativeWords.bytes(memory);
  private MemorySegment transfer = MemorySegment.NULL;
  private long used;

  private Scratch() {}

  static Scratch begin() {
    Scratch scratch = CURRENT.get();
    scratch.used = 0;
    return scratch;
  }

  static MemorySegment errno() {
    return CURRENT.get().errno;
  }

  /// What `errno` holds.
  static int errorNumber() {
    return CURRENT.get().errorNumber.getInt(0);
  }

  /// Zeroed memory, aligned to 8 bytes.
  MemorySegment allocate(long size) {
    if (used + size > CAPACITY) {
      throw new IllegalArgumentException("arguments of " + (used + size) + " bytes");
    }
    MemorySegment part = memory.asSlice(used, size).fill((byte) 0);
    used = (used + size + 7) & ~7L;
    return part;
  }

  /// A NUL-terminated copy.
  ///
  /// @throws LinuxException the path is longer than the kernel takes, or has a NUL inside
  long path(byte[] path) throws LinuxException {
    if (path.length >= PATH_MAX) {
      throw new LinuxException("open", Errno.ENAMETOOLONG, path);
    }
    for (byte b : path) {
      if (b == 0) {
        throw new LinuxException("open", Errno.EINVAL, path);
      }
    }
    return bytes(path);
  }

  long path(Path path) throws LinuxException {
    return path(encode(path));
  }

  /// A NUL-terminated copy of text that is not a path.
  long text(String text) {
    return bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A copy with a NUL behind it.
  long bytes(byte[] bytes) {
    MemorySegment copy = allocateUncleared(bytes.length + 1L);
    int at = (int) (copy.address() - memory.address());
    this.bytes.put(at, bytes);
    this.bytes.put(at + bytes.length, (byte) 0);
    return copy.address();
  }

  /// The buffer through which this thread's file contents pass.
  MemorySegment transfer() {
    if (transfer.byteSize() == 0) {
      transfer = Arena.ofAuto().allocate(TRANSFER, 4096);
    }
    return transfer;
  }

  static byte[] encode(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  private MemorySegment allocateUncleared(long size) {
    if (used + size > CAPACITY) {
      throw new IllegalArgumentException("arguments of " + (used + size) + " bytes");
    }
    MemorySegment part = memory.asSlice(used, size);
    used = (used + size + 7) & ~7L;
    return part;
  }
}
