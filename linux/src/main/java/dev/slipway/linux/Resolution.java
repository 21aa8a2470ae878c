package dev.slipway.linux;

/// `openat2(2)`: paths of several components that cannot leave a directory.
final class Resolution {
  private static final long NO_MAGICLINKS = 0x02;
  private static final long NO_SYMLINKS = 0x04;
  private static final long BENEATH = 0x08;
  private static final long IN_ROOT = 0x10;
  private static final int HOW_BYTES = 24;

  private Resolution() {}

  static long openBeneath(int directory, byte[] relative) throws LinuxException {
    int flags = OpenFile.O_DIRECTORY | OpenFile.O_CLOEXEC;
    return open(directory, relative, flags, BENEATH | NO_SYMLINKS);
  }

  /// A file; one that blocks when it is opened is not waited for.
  static long openFileBeneath(int directory, byte[] relative) throws LinuxException {
    int flags = OpenFile.O_CLOEXEC | OpenFile.O_NONBLOCK;
    return open(directory, relative, flags, BENEATH | NO_SYMLINKS);
  }

  static long openInRoot(int directory, byte[] path, int flags) throws LinuxException {
    return open(directory, path, flags, IN_ROOT | NO_MAGICLINKS);
  }

  private static long open(int directory, byte[] path, int flags, long resolve)
      throws LinuxException {
    Scratch scratch = Scratch.begin();
    NativeMemory how = scratch.allocate(HOW_BYTES);
    how.setLong(0, flags);
    how.setLong(16, resolve);
    long name = path.length == 0 ? scratch.text(".") : scratch.path(path);
    while (true) {
      long fd = SystemCall.raw(CallNumber.OPENAT2, directory, name, how.address(), HOW_BYTES);
      // EAGAIN: something was renamed meanwhile, so `..` could not be proven safe.
      if (fd != -Errno.EAGAIN) {
        return fd;
      }
    }
  }
}
