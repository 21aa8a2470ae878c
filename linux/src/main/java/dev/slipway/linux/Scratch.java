package dev.slipway.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Native memory of one thread for the arguments of one call: [#begin] forgets what the last call
/// put there.
final class Scratch {
  /// Longest path that the kernel takes, with its NUL.
  static final int PATH_MAX = 4096;

  private static final int CAPACITY = 20 * 1024;
  private static final int TRANSFER = 64 * 1024;
  private static final ThreadLocal<Scratch> CURRENT = ThreadLocal.withInitial(Scratch::new);

  private final NativeMemory memory = NativeMemory.allocate(CAPACITY);
  private @Nullable NativeMemory transfer;
  private int used;

  private Scratch() {}

  static Scratch begin() {
    Scratch scratch = CURRENT.get();
    scratch.used = 0;
    return scratch;
  }

  /// Zeroed memory, aligned to 8 bytes.
  NativeMemory allocate(int size) {
    return memory.slice(take(size), size).clear();
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
    int at = take(bytes.length + 1);
    memory.put(at, bytes, 0, bytes.length);
    memory.setByte(at + bytes.length, (byte) 0);
    return memory.address() + at;
  }

  /// The buffer through which this thread's file contents pass.
  NativeMemory transfer() {
    if (transfer == null) {
      transfer = NativeMemory.allocate(TRANSFER);
    }
    return transfer;
  }

  static byte[] encode(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  private int take(int size) {
    int at = used;
    if (at + size > CAPACITY) {
      throw new IllegalArgumentException("arguments of " + (at + size) + " bytes");
    }
    used = (at + size + 7) & ~7;
    return at;
  }
}
