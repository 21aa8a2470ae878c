package dev.slipway.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// An open directory and what is in it. Every operation names a child by one component and never
/// follows it if it is a symbolic link, so nothing done through a handle can leave the directory.
///
/// Modes given to the methods that create something are cut by the process's umask: [#setMode] says
/// the exact ones.
public final class DirectoryHandle extends OpenDirectory {
  private static final int OPEN = OpenFile.O_DIRECTORY | OpenFile.O_CLOEXEC;
  private static final int AT_REMOVEDIR = 0x200;

  DirectoryHandle(int fd, String name) {
    super(fd, name);
  }

  /// A child as [#list] finds it.
  ///
  /// @param type `d_type` of `getdents(2)`, one of the constants here; never unknown
  public record Child(
      @SuppressWarnings("ArrayRecordComponent") byte[] name, byte type, long inode) {
    public static final byte FIFO = 1;
    public static final byte CHARACTER_DEVICE = 2;
    public static final byte DIRECTORY = 4;
    public static final byte BLOCK_DEVICE = 6;
    public static final byte REGULAR = 8;
    public static final byte SYMBOLIC_LINK = 10;
    public static final byte SOCKET = 12;

    public boolean isDirectory() {
      return type == DIRECTORY;
    }
  }

  /// Opens a directory; symbolic links are followed.
  public static DirectoryHandle open(Path path) throws LinuxException {
    long fd =
        SystemCall.raw(CallNumber.OPENAT, FileStatus.AT_FDCWD, Scratch.begin().path(path), OPEN, 0);
    return new DirectoryHandle((int) SystemCall.check(fd, "openat", path), path.toString());
  }

  /// Opens a child directory; a symbolic link is refused with ELOOP or ENOTDIR.
  public DirectoryHandle openChild(byte[] child) throws LinuxException {
    long fd =
        SystemCall.raw(CallNumber.OPENAT, fd(), component(child), OPEN | OpenFile.O_NOFOLLOW, 0);
    return new DirectoryHandle((int) SystemCall.check(fd, "openat", child), text(child));
  }

  /// Opens a directory below this one, of which no component is a symbolic link or `..`; empty
  /// means this one.
  public DirectoryHandle openBeneath(byte[] relative) throws LinuxException {
    return openBeneath(relative, false);
  }

  /// Opens a file below this directory for reading; no component of the path may be a symbolic link
  /// or `..`. A FIFO does not block.
  public OpenFile openFileBeneath(byte[] relative) throws LinuxException {
    long fd = Resolution.openFileBeneath(fd(), relative);
    return new OpenFile((int) SystemCall.check(fd, "openat2", relative), text(relative));
  }

  /// As [#openBeneath(byte[])], and makes missing directories with mode 0755 if `create`.
  public DirectoryHandle openBeneath(byte[] relative, boolean create) throws LinuxException {
    long fd = Resolution.openBeneath(fd(), relative);
    if (fd == -Errno.ENOENT && create) {
      makeBeneath(relative);
      fd = Resolution.openBeneath(fd(), relative);
    }
    return new DirectoryHandle((int) SystemCall.check(fd, "openat2", relative), text(relative));
  }

  private void makeBeneath(byte[] relative) throws LinuxException {
    DirectoryHandle parent = this;
    try {
      for (byte[] child : Names.components(relative)) {
        parent.makeDirectoryIfMissing(child, 0755);
        DirectoryHandle made = parent.openChild(child);
        if (parent != this) {
          parent.close();
        }
        parent = made;
      }
    } finally {
      if (parent != this) {
        parent.close();
      }
    }
  }

  /// Opens a directory below this one as if this one were the root: symbolic links and `..` are
  /// followed and stay inside.
  public DirectoryHandle openInRoot(byte[] path) throws LinuxException {
    long fd = Resolution.openInRoot(fd(), path, OPEN);
    return new DirectoryHandle((int) SystemCall.check(fd, "openat2", path), text(path));
  }

  /// Opens a file for reading as if this directory were the root: symbolic links are followed and
  /// stay inside. A FIFO is not waited for.
  public OpenFile openFileInRoot(byte[] path) throws LinuxException {
    int flags = OpenFile.O_CLOEXEC | OpenFile.O_NONBLOCK;
    long fd = SystemCall.check(Resolution.openInRoot(fd(), path, flags), "openat2", path);
    return new OpenFile((int) fd, text(path));
  }

  /// What a path is as if this directory were the root, symbolic links followed inside it.
  public FileStatus statusInRoot(byte[] path) throws LinuxException {
    int flags = OpenFile.O_PATH | OpenFile.O_CLOEXEC;
    long fd = SystemCall.check(Resolution.openInRoot(fd(), path, flags), "openat2", path);
    try (Descriptor found = new Descriptor((int) fd)) {
      return FileStatus.at(found.number(), new byte[0], FileStatus.AT_EMPTY_PATH);
    }
  }

  /// The children in the order of the file system, without `.` and `..`.
  public List<Child> list() throws LinuxException {
    return DirectoryListing.read(this);
  }

  public FileStatus status(byte[] child) throws LinuxException {
    Names.check(child);
    return FileStatus.at(fd(), child, FileStatus.AT_SYMLINK_NOFOLLOW);
  }

  public void makeDirectory(byte[] child, int mode) throws LinuxException {
    check(SystemCall.raw(CallNumber.MKDIRAT, fd(), component(child), mode), "mkdirat", child);
  }

  /// @return whether it was missing; what is there already may be anything
  public boolean makeDirectoryIfMissing(byte[] child, int mode) throws LinuxException {
    long result = SystemCall.raw(CallNumber.MKDIRAT, fd(), component(child), mode);
    if (result == -Errno.EEXIST) {
      return false;
    }
    check(result, "mkdirat", child);
    return true;
  }

  /// @param target any bytes, not looked at
  public void symlink(byte[] target, byte[] child) throws LinuxException {
    Names.check(child);
    Scratch scratch = Scratch.begin();
    long link = scratch.path(child);
    check(
        SystemCall.raw(CallNumber.SYMLINKAT, scratch.path(target), fd(), link), "symlinkat", child);
  }

  /// Gives the file `fromChild` of `from` a second name here.
  public void hardLink(DirectoryHandle from, byte[] fromChild, byte[] child) throws LinuxException {
    Names.check(fromChild);
    Names.check(child);
    Scratch scratch = Scratch.begin();
    long source = scratch.path(fromChild);
    check(
        SystemCall.raw(CallNumber.LINKAT, from.fd(), source, fd(), scratch.path(child), 0),
        "linkat",
        child);
  }

  /// Makes a device node or any other special file.
  ///
  /// @param mode with type bits: 0020000 character device, 0060000 block device, 0010000 FIFO
  public void makeNode(byte[] child, int mode, int major, int minor) throws LinuxException {
    long device = FileStatus.deviceNumber(major, minor);
    check(
        SystemCall.raw(CallNumber.MKNODAT, fd(), component(child), mode, device), "mknodat", child);
  }

  public void makeFifo(byte[] child, int mode) throws LinuxException {
    makeNode(child, 0010000 | mode, 0, 0);
  }

  /// Creates a regular file that must not exist and opens it for writing and reading.
  public OpenFile createFile(byte[] child, int mode) throws LinuxException {
    int flags =
        OpenFile.O_RDWR
            | OpenFile.O_CREAT
            | OpenFile.O_EXCL
            | OpenFile.O_NOFOLLOW
            | OpenFile.O_CLOEXEC;
    return openFile(child, flags, mode);
  }

  /// Opens a file for reading; a symbolic link is refused with ELOOP. A FIFO does not block.
  public OpenFile openFile(byte[] child) throws LinuxException {
    return openFile(child, OpenFile.O_NOFOLLOW | OpenFile.O_CLOEXEC | OpenFile.O_NONBLOCK, 0);
  }

  private OpenFile openFile(byte[] child, int flags, int mode) throws LinuxException {
    long fd = SystemCall.raw(CallNumber.OPENAT, fd(), component(child), flags, mode);
    check(fd, "openat", child);
    return new OpenFile((int) fd, text(child));
  }

  /// The bytes that a symbolic link holds.
  public byte[] readLink(byte[] child) throws LinuxException {
    Names.check(child);
    Scratch scratch = Scratch.begin();
    long path = scratch.path(child);
    NativeMemory buffer = scratch.transfer();
    long length =
        SystemCall.raw(CallNumber.READLINKAT, fd(), path, buffer.address(), Scratch.PATH_MAX);
    check(length, "readlinkat", child);
    return buffer.first(length);
  }

  public void unlink(byte[] child) throws LinuxException {
    check(SystemCall.raw(CallNumber.UNLINKAT, fd(), component(child), 0), "unlinkat", child);
  }

  public void removeDirectory(byte[] child) throws LinuxException {
    check(
        SystemCall.raw(CallNumber.UNLINKAT, fd(), component(child), AT_REMOVEDIR),
        "unlinkat",
        child);
  }

  /// @return 0, or the negated error number
  long tryRemoveDirectory(byte[] child) throws LinuxException {
    return SystemCall.raw(CallNumber.UNLINKAT, fd(), component(child), AT_REMOVEDIR);
  }

  /// Moves `child` to `newName` in `target`, replacing what is there.
  public void rename(byte[] child, DirectoryHandle target, byte[] newName) throws LinuxException {
    Names.check(child);
    Names.check(newName);
    Scratch scratch = Scratch.begin();
    long source = scratch.path(child);
    check(
        SystemCall.raw(CallNumber.RENAMEAT2, fd(), source, target.fd(), scratch.path(newName), 0),
        "renameat2",
        child);
  }

  /// Changes the owner of the child itself, also if it is a symbolic link.
  public void setOwner(byte[] child, long uid, long gid) throws LinuxException {
    check(
        SystemCall.raw(
            CallNumber.FCHOWNAT, fd(), component(child), uid, gid, FileStatus.AT_SYMLINK_NOFOLLOW),
        "fchownat",
        child);
  }

  /// Sets permission bits with setuid, setgid and sticky. A symbolic link has none: it is refused
  /// with ELOOP.
  public void setMode(byte[] child, int mode) throws LinuxException {
    if (status(child).isSymbolicLink()) {
      throw new LinuxException("fchmodat", Errno.ELOOP, child);
    }
    check(SystemCall.raw(CallNumber.FCHMODAT, fd(), component(child), mode), "fchmodat", child);
  }

  /// Sets the time of the last change of content (and of access) of the child itself, also if it is
  /// a symbolic link.
  public void setTimes(byte[] child, long seconds, int nanos) throws LinuxException {
    Names.check(child);
    Scratch scratch = Scratch.begin();
    long path = scratch.path(child);
    check(
        SystemCall.raw(
            CallNumber.UTIMENSAT,
            fd(),
            path,
            FileTimes.pair(scratch, seconds, nanos),
            FileStatus.AT_SYMLINK_NOFOLLOW),
        "utimensat",
        child);
  }

  /// All extended attributes of the child itself that this process may see, sorted by name.
  public Map<String, byte[]> xattrs(byte[] child) throws LinuxException {
    return ExtendedAttributes.ofLink(throughProc(child));
  }

  public void setXattr(byte[] child, String key, byte[] value) throws LinuxException {
    ExtendedAttributes.setOnLink(throughProc(child), key, value);
  }

  public void removeXattr(byte[] child, String key) throws LinuxException {
    ExtendedAttributes.removeFromLink(throughProc(child), key);
  }

  private static long component(byte[] child) throws LinuxException {
    Names.check(child);
    return Scratch.begin().path(child);
  }

  private static void check(long result, String call, byte[] child) throws LinuxException {
    SystemCall.check(result, call, child);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
