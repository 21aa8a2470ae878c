package dev.slipway.linux;

import java.nio.file.Path;
import java.util.List;

/// Mounting in the calling thread's mount namespace.
public final class Mounts {
  public static final int NOSUID = 2;
  public static final int NODEV = 4;
  public static final int NOEXEC = 8;

  private static final int BIND = 0x1000;
  private static final int REC = 0x4000;
  private static final int SLAVE = 0x80000;
  private static final int DETACH = 2;
  private static final int AT_RECURSIVE = 0x8000;
  private static final long ATTR_RDONLY = 1;
  private static final int ATTR_BYTES = 32;

  private Mounts() {}

  /// Mounts of this namespace stay in it; mounts of the host still arrive.
  public static void makeSlaveRecursive() throws LinuxException {
    mount("", Path.of("/"), "", REC | SLAVE, "");
  }

  /// Shows `source` with all mounts below it at `target`, which exists and is of the same type.
  public static void bind(Path source, Path target, boolean readOnly) throws LinuxException {
    mount(source.toString(), target, "", BIND | REC, "");
    if (readOnly) {
      makeReadOnly(target);
    }
  }

  private static void makeReadOnly(Path target) throws LinuxException {
    Scratch scratch = Scratch.begin();
    NativeMemory attributes = scratch.allocate(ATTR_BYTES);
    attributes.setLong(0, ATTR_RDONLY);
    long result =
        SystemCall.raw(
            CallNumber.MOUNT_SETATTR,
            FileStatus.AT_FDCWD,
            scratch.path(target),
            AT_RECURSIVE,
            attributes.address(),
            ATTR_BYTES);
    SystemCall.check(result, "mount_setattr", target);
  }

  /// Mounts an empty memory file system.
  ///
  /// @param flags of [#NOSUID], [#NODEV], [#NOEXEC]
  /// @param options such as `size=64k,mode=755`
  public static void tmpfs(Path target, int flags, String options) throws LinuxException {
    mount("tmpfs", target, "tmpfs", flags, options);
  }

  /// Any `mount(2)`.
  public static void mount(String source, Path target, String type, int flags, String options)
      throws LinuxException {
    Scratch scratch = Scratch.begin();
    long result =
        SystemCall.raw(
            CallNumber.MOUNT,
            scratch.text(source),
            scratch.path(target),
            scratch.text(type),
            flags,
            scratch.text(options));
    SystemCall.check(result, "mount" + (type.isEmpty() ? "" : " " + type), target);
  }

  /// Takes the mount at `target` out of the tree, with all mounts below it; what is still used ends
  /// later.
  public static void detach(Path target) throws LinuxException {
    long result = SystemCall.raw(CallNumber.UMOUNT2, Scratch.begin().path(target), DETACH);
    SystemCall.check(result, "umount", target);
  }

  /// Mounts an overlay.
  ///
  /// @param lowersTopFirst 1 to 500 directories, each once
  /// @param flags of [#NOSUID], [#NODEV], [#NOEXEC]
  /// @param options such as `redirect_dir=nofollow` or `volatile`
  /// @throws LinuxException with what the kernel says of the reason, where it says something
  public static void overlay(
      List<Path> lowersTopFirst, Path upper, Path work, Path target, List<String> options)
      throws LinuxException {
    OverlayMount.mount(lowersTopFirst, upper, work, target, options);
  }

  /// Mounts a layer's tar by the EROFS metadata that points into it: read-only, without set-user-ID
  /// programs, devices and execution of its own.
  ///
  /// @throws LinuxException the kernel cannot mount a file (before Linux 6.12, or where the file is
  ///   on a file system that it does not take), or may not in this user namespace
  public static void erofs(Path metadata, Path tar, Path target) throws LinuxException {
    try (FilesystemContext erofs = erofsContext(metadata, tar, target)) {
      erofs.mount(
          FilesystemContext.READ_ONLY
              | FilesystemContext.NOSUID
              | FilesystemContext.NODEV
              | FilesystemContext.NOEXEC);
    }
  }

  /// Whether [#erofs] would take these files; nothing is mounted.
  public static boolean takesErofs(Path metadata, Path tar) {
    try (FilesystemContext erofs = erofsContext(metadata, tar, metadata)) {
      erofs.create();
      return true;
    } catch (LinuxException refused) {
      return false;
    }
  }

  private static FilesystemContext erofsContext(Path metadata, Path tar, Path target)
      throws LinuxException {
    FilesystemContext erofs = FilesystemContext.open("erofs", target);
    boolean ready = false;
    try {
      erofs.set("source", metadata.toString());
      erofs.set("device", tar.toString());
      erofs.setFlag("ro");
      ready = true;
      return erofs;
    } finally {
      if (!ready) {
        erofs.close();
      }
    }
  }
}
