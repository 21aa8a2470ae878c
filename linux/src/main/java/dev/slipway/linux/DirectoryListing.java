package dev.slipway.linux;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// `getdents64(2)`.
final class DirectoryListing {
  private static final byte UNKNOWN = 0;
  private static final int NAME_OFFSET = 19;
  private static final int SEEK_SET = 0;

  private DirectoryListing() {}

  static List<DirectoryHandle.Child> read(DirectoryHandle directory) throws LinuxException {
    int fd = directory.fd();
    SystemCall.check(
        SystemCall.raw(CallNumber.LSEEK, fd, 0, SEEK_SET), "lseek", directory.describe());
    NativeMemory buffer = Scratch.begin().transfer();
    List<DirectoryHandle.Child> children = new ArrayList<>();
    while (true) {
      long size =
          SystemCall.check(
              SystemCall.raw(CallNumber.GETDENTS64, fd, buffer.address(), buffer.size()),
              "getdents64",
              directory.describe());
      if (size == 0) {
        break;
      }
      parse(buffer.buffer(), (int) size, children);
    }
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).type() == UNKNOWN) {
        children.set(i, withType(directory, children.get(i)));
      }
    }
    return List.copyOf(children);
  }

  private static void parse(ByteBuffer buffer, int size, List<DirectoryHandle.Child> children) {
    for (int at = 0; at < size; ) {
      long inode = buffer.getLong(at);
      int length = buffer.getShort(at + 16) & 0xffff;
      byte type = buffer.get(at + 18);
      int start = at + NAME_OFFSET;
      int end = start;
      while (buffer.get(end) != 0) {
        end++;
      }
      byte[] name = new byte[end - start];
      buffer.get(start, name);
      if (!Names.isDots(name, name.length)) {
        children.add(new DirectoryHandle.Child(name, type, inode));
      }
      at += length;
    }
  }

  /// Some file systems do not tell the type while listing.
  private static DirectoryHandle.Child withType(
      DirectoryHandle directory, DirectoryHandle.Child child) throws LinuxException {
    int mode = directory.status(child.name()).mode();
    return new DirectoryHandle.Child(child.name(), (byte) (mode >> 12 & 15), child.inode());
  }
}
