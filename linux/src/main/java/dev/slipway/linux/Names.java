package dev.slipway.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Names of directory entries.
final class Names {
  private Names() {}

  /// @throws LinuxException EINVAL: not the name of a child, such as `..` or `a/b`
  static void check(byte[] name) throws LinuxException {
    boolean valid = name.length > 0 && !isDots(name, name.length);
    for (byte b : name) {
      valid &= b != '/';
    }
    if (!valid) {
      throw new LinuxException("name", Errno.EINVAL, name);
    }
  }

  static boolean isDots(byte[] name, int length) {
    return (length == 1 && name[0] == '.') || (length == 2 && name[0] == '.' && name[1] == '.');
  }

  /// The parts of a path between slashes, without empty ones.
  static List<byte[]> components(byte[] path) {
    List<byte[]> components = new ArrayList<>();
    int start = 0;
    for (int end = 0; end <= path.length; end++) {
      if (end == path.length || path[end] == '/') {
        if (end > start) {
          components.add(Arrays.copyOfRange(path, start, end));
        }
        start = end + 1;
      }
    }
    return components;
  }
}
