package dev.slipway.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
    MemorySegment buffer = Scratch.begin().transfer();
    List<DirectoryHandle.Child> children = new ArrayList<>();
    while (true) {
      long size =
          SystemCall.check(
              SystemCall.raw(CallNumber.GETDENTS64, fd, buffer.address(), buffer.byteSize()),
              "getdents64",
              directory.describe());
      if (size == 0) {
        break;
      }
      parse(buffer, size, children);
    }
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).type() == UNKNOWN) {
        children.set(i, withType(directory, children.get(i)));
      }
    }
    return List.copyOf(children);
  }

  private static void parse(MemorySegment buffer, long size, List<DirectoryHandle.Child> children) {
    for (long at = 0; at < size; ) {
      long inode = buffer.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      int length = buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 16) & 0xffff;
      byte type = buffer.get(ValueLayout.JAVA_BYTE, at + 18);
      long start = at + NAME_OFFSET;
      long end = start;
      while (buffer.get(ValueLayout.JAVA_BYTE, end) != 0) {
        end++;
      }
      byte[] name = buffer.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
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
