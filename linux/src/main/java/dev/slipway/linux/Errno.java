package dev.slipway.linux;

/// Error numbers of Linux, the same on x86-64 and arm64.
public final class Errno {
  public static final int EPERM = 1;
  public static final int ENOENT = 2;
  public static final int ESRCH = 3;
  public static final int EINTR = 4;
  public static final int EIO = 5;
  public static final int ENXIO = 6;
  public static final int ENOEXEC = 8;
  public static final int EBADF = 9;
  public static final int ECHILD = 10;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EACCES = 13;
  public static final int ENOTBLK = 15;
  public static final int EBUSY = 16;
  public static final int EEXIST = 17;
  public static final int EXDEV = 18;
  public static final int ENODEV = 19;
  public static final int ENOTDIR = 20;
  public static final int EISDIR = 21;
  public static final int EINVAL = 22;
  public static final int EMFILE = 24;
  public static final int ENOTTY = 25;
  public static final int EFBIG = 27;
  public static final int ENOSPC = 28;
  public static final int EROFS = 30;
  public static final int EMLINK = 31;
  public static final int EPIPE = 32;
  public static final int ERANGE = 34;
  public static final int ENAMETOOLONG = 36;
  public static final int ENOSYS = 38;
  public static final int ENOTEMPTY = 39;
  public static final int ELOOP = 40;
  public static final int ENODATA = 61;
  public static final int EOVERFLOW = 75;
  public static final int EOPNOTSUPP = 95;
  public static final int EADDRINUSE = 98;
  public static final int ECONNRESET = 104;
  public static final int ETIMEDOUT = 110;
  public static final int ECONNREFUSED = 111;
  public static final int EDQUOT = 122;

  private Errno() {}

  /// What `strerror` says in English, with the symbolic name behind it.
  public static String message(int errno) {
    return switch (errno) {
      case EPERM -> "operation not permitted (EPERM)";
      case ENOENT -> "no such file or directory (ENOENT)";
      case ESRCH -> "no such process (ESRCH)";
      case EIO -> "input/output error (EIO)";
      case ENXIO -> "no such device or address (ENXIO)";
      case ENOEXEC -> "exec format error (ENOEXEC)";
      case EBADF -> "bad file descriptor (EBADF)";
      case ECHILD -> "no child processes (ECHILD)";
      case EAGAIN -> "resource temporarily unavailable (EAGAIN)";
      case ENOMEM -> "cannot allocate memory (ENOMEM)";
      case EACCES -> "permission denied (EACCES)";
      case EBUSY -> "device or resource busy (EBUSY)";
      case EEXIST -> "file exists (EEXIST)";
      case EXDEV -> "invalid cross-device link (EXDEV)";
      case ENODEV -> "no such device (ENODEV)";
      case ENOTDIR -> "not a directory (ENOTDIR)";
      case EISDIR -> "is a directory (EISDIR)";
      case EINVAL -> "invalid argument (EINVAL)";
      case EMFILE -> "too many open files (EMFILE)";
      case EFBIG -> "file too large (EFBIG)";
      case ENOSPC -> "no space left on device (ENOSPC)";
      case EROFS -> "read-only file system (EROFS)";
      case EMLINK -> "too many links (EMLINK)";
      case EPIPE -> "broken pipe (EPIPE)";
      case ERANGE -> "result too large (ERANGE)";
      case ENAMETOOLONG -> "file name too long (ENAMETOOLONG)";
      case ENOSYS -> "function not implemented (ENOSYS)";
      case ENOTEMPTY -> "directory not empty (ENOTEMPTY)";
      case ELOOP -> "too many levels of symbolic links (ELOOP)";
      case ENODATA -> "no data available (ENODATA)";
      case EOPNOTSUPP -> "operation not supported (EOPNOTSUPP)";
      case EADDRINUSE -> "address already in use (EADDRINUSE)";
      case ECONNRESET -> "connection reset by peer (ECONNRESET)";
      case ECONNREFUSED -> "connection refused (ECONNREFUSED)";
      case EDQUOT -> "disk quota exceeded (EDQUOT)";
      default -> "error " + errno;
    };
  }
}
