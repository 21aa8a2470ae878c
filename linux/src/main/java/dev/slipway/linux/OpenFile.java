package dev.slipway.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/// An open regular file, FIFO, pipe end or device. One thread at a time.
public final class OpenFile implements Pollable, AutoCloseable {
  private static final boolean IS_X86_64 = System.getProperty("os.arch", "").equals("amd64");

  static final int O_WRONLY = 1;
  static final int O_RDWR = 2;
  static final int O_CREAT = 0100;
  static final int O_EXCL = 0200;
  static final int O_NONBLOCK = 04000;
  static final int O_NOFOLLOW = IS_X86_64 ? 0400000 : 0100000;
  static final int O_DIRECTORY = IS_X86_64 ? 0200000 : 040000;
  static final int O_DIRECT = IS_X86_64 ? 040000 : 0200000;
  static final int O_CLOEXEC = 02000000;
  static final int O_PATH = 010000000;

  private final Descriptor descriptor;
  private final String name;

  OpenFile(int fd, String name) {
    this.descriptor = new Descriptor(fd);
    this.name = name;
  }

  /// Opens an existing file for reading; symbolic links are followed.
  public static OpenFile read(Path path) throws LinuxException {
    return open(path, O_CLOEXEC);
  }

  /// Opens an existing file, FIFO or device for reading and writing; symbolic links are followed.
  public static OpenFile readWrite(Path path) throws LinuxException {
    return open(path, O_RDWR | O_CLOEXEC);
  }

  static OpenFile open(Path path, int flags) throws LinuxException {
    long fd =
        SystemCall.raw(
            CallNumber.OPENAT, FileStatus.AT_FDCWD, Scratch.begin().path(path), flags, 0);
    return new OpenFile((int) SystemCall.check(fd, "openat", path), path.toString());
  }

  @Override
  public int fd() throws LinuxException {
    return descriptor.number();
  }

  /// Reads at the file's position.
  ///
  /// @return how many bytes, or -1 at the end
  public int read(byte[] bytes, int offset, int length) throws LinuxException {
    if (length == 0) {
      return 0;
    }
    NativeMemory buffer = Scratch.begin().transfer();
    int count = read(buffer, Math.min(length, buffer.size()));
    buffer.get(0, bytes, offset, count);
    return count == 0 ? -1 : count;
  }

  /// @return how many bytes, 0 at the end
  int read(NativeMemory buffer, int length) throws LinuxException {
    return (int)
        SystemCall.check(
            SystemCall.raw(CallNumber.READ, fd(), buffer.address(), length), "read", name);
  }

  /// Reads at `position`, leaving the file's own position alone.
  ///
  /// @return how many bytes, or -1 at the end
  public int readAt(long position, byte[] bytes, int offset, int length) throws LinuxException {
    if (length == 0) {
      return 0;
    }
    NativeMemory buffer = Scratch.begin().transfer();
    long wanted = Math.min(length, buffer.size());
    long count =
        SystemCall.check(
            SystemCall.raw(CallNumber.PREAD, fd(), buffer.address(), wanted, position),
            "pread",
            name);
    buffer.get(0, bytes, offset, (int) count);
    return count == 0 ? -1 : (int) count;
  }

  /// Writes all of it at the file's position.
  public void write(byte[] bytes, int offset, int length) throws LinuxException {
    NativeMemory buffer = Scratch.begin().transfer();
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, buffer.size());
      buffer.put(0, bytes, offset + done, part);
      int written = 0;
      while (written < part) {
        long address = buffer.address() + written;
        written +=
            (int)
                SystemCall.check(
                    SystemCall.raw(CallNumber.WRITE, fd(), address, part - written), "write", name);
      }
      done += part;
    }
  }

  /// Copies `length` bytes of `source` from `position` to this file's position, inside the kernel
  /// where it can.
  public void copyFrom(OpenFile source, long position, long length) throws IOException {
    CopyRange.copy(source, position, this, length);
  }

  public FileStatus status() throws LinuxException {
    return FileStatus.at(fd(), new byte[0], FileStatus.AT_EMPTY_PATH);
  }

  public void setOwner(long uid, long gid) throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.FCHOWN, fd(), uid, gid), "fchown", name);
  }

  public void setMode(int mode) throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.FCHMOD, fd(), mode), "fchmod", name);
  }

  /// Sets the time of the last change of content, and of the last access with it.
  public void setTimes(long seconds, int nanos) throws LinuxException {
    long times = FileTimes.pair(Scratch.begin(), seconds, nanos);
    SystemCall.check(SystemCall.raw(CallNumber.UTIMENSAT, fd(), 0, times, 0), "futimens", name);
  }

  public Map<String, byte[]> xattrs() throws LinuxException {
    return ExtendedAttributes.ofDescriptor(fd(), name);
  }

  public void setXattr(String key, byte[] value) throws LinuxException {
    ExtendedAttributes.setOnDescriptor(fd(), name, key, value);
  }

  /// Waits until the content is on the disk.
  public void sync() throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.FSYNC, fd()), "fsync", name);
  }

  /// Cuts or extends (with a hole) the file.
  public void setSize(long size) throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.FTRUNCATE, fd(), size), "ftruncate", name);
  }

  /// A view that closes this file when it is closed.
  public InputStream inputStream() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return OpenFile.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return OpenFile.this.read(bytes, offset, length);
      }

      @Override
      public void close() {
        OpenFile.this.close();
      }
    };
  }

  /// An unbuffered view that closes this file when it is closed.
  public OutputStream outputStream() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        OpenFile.this.write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        OpenFile.this.write(bytes, offset, length);
      }

      @Override
      public void close() {
        OpenFile.this.close();
      }
    };
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
