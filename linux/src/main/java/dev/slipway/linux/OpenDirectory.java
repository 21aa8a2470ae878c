package dev.slipway.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// An open directory itself: what it is, and its own attributes.
abstract sealed class OpenDirectory implements AutoCloseable permits DirectoryHandle {
  private final Descriptor descriptor;
  private final String name;

  OpenDirectory(int fd, String name) {
    this.descriptor = new Descriptor(fd);
    this.name = name;
  }

  /// This directory as other processes can name it, whatever namespace they are in, while it is
  /// open.
  public Path visiblePath() throws LinuxException {
    return Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + fd());
  }

  /// What this directory itself is.
  public FileStatus status() throws LinuxException {
    return FileStatus.at(fd(), new byte[0], FileStatus.AT_EMPTY_PATH);
  }

  /// Sets the times of this directory itself.
  public void setTimes(long seconds, int nanos) throws LinuxException {
    long times = FileTimes.pair(Scratch.begin(), seconds, nanos);
    SystemCall.check(SystemCall.raw(CallNumber.UTIMENSAT, fd(), 0, times, 0), "futimens", name);
  }

  /// Sets the owner of this directory itself.
  public void setOwner(long uid, long gid) throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.FCHOWN, fd(), uid, gid), "fchown", name);
  }

  /// Sets the mode of this directory itself.
  public void setMode(int mode) throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.FCHMOD, fd(), mode), "fchmod", name);
  }

  /// All extended attributes of this directory itself.
  public Map<String, byte[]> xattrs() throws LinuxException {
    return ExtendedAttributes.ofDescriptor(fd(), name);
  }

  /// Sets an extended attribute of this directory itself.
  public void setXattr(String key, byte[] value) throws LinuxException {
    ExtendedAttributes.setOnDescriptor(fd(), name, key, value);
  }

  /// Waits until the entries of this directory are on the disk.
  public void sync() throws LinuxException {
    SystemCall.check(SystemCall.raw(CallNumber.FSYNC, fd()), "fsync", name);
  }

  int fd() throws LinuxException {
    return descriptor.number();
  }

  String describe() {
    return name;
  }

  /// A child as a path: before Linux 6.13 extended attributes have no call that takes a directory
  /// and a name.
  final byte[] throughProc(byte[] child) throws LinuxException {
    Names.check(child);
    byte[] directory = ("/proc/self/fd/" + fd() + "/").getBytes(StandardCharsets.US_ASCII);
    byte[] path = Arrays.copyOf(directory, directory.length + child.length);
    System.arraycopy(child, 0, path, directory.length, child.length);
    return path;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
