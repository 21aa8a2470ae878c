package dev.slipway.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A file system that is being set up for a mount (`fsopen(2)`): unlike the options of `mount(2)`,
/// its settings may be long and have any characters, and the kernel says why it refuses them.
final class FilesystemContext implements AutoCloseable {
  static final int READ_ONLY = 1;
  static final int NOSUID = 2;
  static final int NODEV = 4;
  static final int NOEXEC = 8;

  private static final int SET_FLAG = 0;
  private static final int SET_STRING = 1;
  private static final int SET_FD = 5;
  private static final int CREATE = 6;
  private static final int CLOEXEC = 1;
  private static final int MOVE_FROM_DESCRIPTOR = 4;

  private final OpenFile context;
  private final String type;
  private final Path target;

  private FilesystemContext(OpenFile context, String type, Path target) {
    this.context = context;
    this.type = type;
    this.target = target;
  }

  /// @param target named in errors
  /// @throws LinuxException ENODEV: the kernel does not have this type
  static FilesystemContext open(String type, Path target) throws LinuxException {
    long context = SystemCall.raw(CallNumber.FSOPEN, Scratch.begin().text(type), CLOEXEC);
    SystemCall.check(context, "fsopen", type);
    return new FilesystemContext(new OpenFile((int) context, type), type, target);
  }

  /// @return what the kernel says: below 0 the number of an error
  long trySet(String key, OpenFile file) throws LinuxException {
    return configure(SET_FD, Scratch.begin().text(key), 0, file.fd());
  }

  void set(String key, OpenFile file) throws LinuxException {
    check(trySet(key, file), key);
  }

  void set(String key, String value) throws LinuxException {
    Scratch scratch = Scratch.begin();
    check(configure(SET_STRING, scratch.text(key), scratch.text(value), 0), key);
  }

  void setFlag(String key) throws LinuxException {
    check(configure(SET_FLAG, Scratch.begin().text(key), 0, 0), key);
  }

  /// Makes the file system, without a mount.
  void create() throws LinuxException {
    check(configure(CREATE, 0, 0, 0), "create");
  }

  /// Makes the file system and mounts it at the target.
  ///
  /// @param attributes of [#READ_ONLY], [#NOSUID], [#NODEV], [#NOEXEC]
  void mount(int attributes) throws LinuxException {
    create();
    long mounted = SystemCall.raw(CallNumber.FSMOUNT, context.fd(), CLOEXEC, attributes);
    check(mounted, "fsmount");
    try (OpenFile mount = new OpenFile((int) mounted, type)) {
      Scratch scratch = Scratch.begin();
      long result =
          SystemCall.raw(
              CallNumber.MOVE_MOUNT,
              mount.fd(),
              scratch.text(""),
              FileStatus.AT_FDCWD,
              scratch.path(target),
              MOVE_FROM_DESCRIPTOR);
      SystemCall.check(result, "move_mount", target);
    }
  }

  private long configure(int command, long key, long value, long auxiliary) throws LinuxException {
    return SystemCall.raw(CallNumber.FSCONFIG, context.fd(), command, key, value, auxiliary);
  }

  void check(long result, String what) throws LinuxException {
    if (result < 0) {
      throw new LinuxException("mount " + type + " " + what, (int) -result, target + reason());
    }
  }

  /// The kernel's own words, which it keeps in the descriptor: `e overlay: ...`.
  private String reason() throws LinuxException {
    NativeMemory buffer = Scratch.begin().transfer();
    long length = SystemCall.raw(CallNumber.READ, context.fd(), buffer.address(), 1024);
    if (length <= 0) {
      return "";
    }
    byte[] text = buffer.first(length);
    return " (" + new String(text, StandardCharsets.UTF_8).strip() + ")";
  }

  @Override
  public void close() {
    context.close();
  }
}
