package dev.slipway.linux;

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
}
