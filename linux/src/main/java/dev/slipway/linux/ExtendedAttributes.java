package dev.slipway.linux;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Extended attributes, by open file or by a path that is not followed.
final class ExtendedAttributes {
  /// Most bytes of a value or of a list of names.
  private static final int MOST = 64 * 1024;

  private ExtendedAttributes() {}

  static Map<String, byte[]> ofDescriptor(int fd, String name) throws LinuxException {
    return read(CallNumber.FLISTXATTR, CallNumber.FGETXATTR, fd, null, name);
  }

  static Map<String, byte[]> ofLink(byte[] path) throws LinuxException {
    return read(CallNumber.LLISTXATTR, CallNumber.LGETXATTR, 0, path, "");
  }

  static void setOnDescriptor(int fd, String name, String key, byte[] value) throws LinuxException {
    Scratch scratch = Scratch.begin();
    long result =
        SystemCall.raw(
            CallNumber.FSETXATTR, fd, scratch.text(key), value(scratch, value), value.length, 0);
    SystemCall.check(result, "fsetxattr " + key, name);
  }

  static void setOnLink(byte[] path, String key, byte[] value) throws LinuxException {
    Scratch scratch = Scratch.begin();
    long address = scratch.path(path);
    long result =
        SystemCall.raw(
            CallNumber.LSETXATTR,
            address,
            scratch.text(key),
            value(scratch, value),
            value.length,
            0);
    SystemCall.check(result, "lsetxattr " + key, path);
  }

  static void removeFromLink(byte[] path, String key) throws LinuxException {
    Scratch scratch = Scratch.begin();
    long result = SystemCall.raw(CallNumber.LREMOVEXATTR, scratch.path(path), scratch.text(key));
    SystemCall.check(result, "lremovexattr " + key, path);
  }

  /// Values can be as large as all of the scratch memory: they go through the transfer buffer.
  private static long value(Scratch scratch, byte[] value) throws LinuxException {
    if (value.length > MOST) {
      throw new LinuxException("setxattr", Errno.ERANGE, value.length + " bytes");
    }
    NativeMemory buffer = scratch.transfer();
    buffer.put(0, value, 0, value.length);
    return buffer.address();
  }

  private static Map<String, byte[]> read(
      int listCall, int getCall, int fd, byte @Nullable [] path, String name)
      throws LinuxException {
    Scratch scratch = Scratch.begin();
    long file = path == null ? fd : scratch.path(path);
    Object subject = path == null ? name : new String(path, StandardCharsets.UTF_8);
    NativeMemory buffer = scratch.transfer();
    long size = SystemCall.raw(listCall, file, buffer.address(), MOST);
    if (size == -Errno.EOPNOTSUPP || size == 0) {
      return Map.of();
    }
    SystemCall.check(size, "listxattr", subject);
    byte[] names = buffer.first(size);
    Map<String, byte[]> found = new TreeMap<>();
    for (String key : new String(names, StandardCharsets.UTF_8).split("\0")) {
      scratch = Scratch.begin();
      file = path == null ? fd : scratch.path(path);
      long length = SystemCall.raw(getCall, file, scratch.text(key), buffer.address(), MOST);
      if (length != -Errno.ENODATA) {
        SystemCall.check(length, "getxattr " + key, subject);
        found.put(key, buffer.first(length));
      }
    }
    return found;
  }
}
