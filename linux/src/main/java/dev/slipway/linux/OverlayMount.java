package dev.slipway.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Mounts an overlay in the newest way that the kernel knows.
///
/// Since Linux 6.13 layers are given as open directories, so the length and the characters of their
/// paths do not matter. Before, `mount(2)` takes one page of options: the thread stands in
/// `/proc/self/fd` for the call, where every open directory has a short name.
final class OverlayMount {
  private static final int MOST_LAYERS = 500;
  private static final int SET_FLAG = 0;
  private static final int SET_STRING = 1;
  private static final int SET_FD = 5;
  private static final int CREATE = 6;
  private static final int CLOEXEC = 1;
  private static final int MOVE_FROM_DESCRIPTOR = 4;
  private static final int OPEN = OpenFile.O_PATH | OpenFile.O_DIRECTORY | OpenFile.O_CLOEXEC;

  private final List<OpenFile> lowers;
  private final OpenFile upper;
  private final OpenFile work;
  private final Path target;
  private final List<String> options;

  private OverlayMount(
      List<OpenFile> lowers, OpenFile upper, OpenFile work, Path target, List<String> options) {
    this.lowers = lowers;
    this.upper = upper;
    this.work = work;
    this.target = target;
    this.options = options;
  }

  static void mount(List<Path> lowers, Path upper, Path work, Path target, List<String> options)
      throws LinuxException {
    mount(lowers, upper, work, target, options, true);
  }

  /// @param newWay false: as on kernels before 6.13, for tests
  static void mount(
      List<Path> lowers, Path upper, Path work, Path target, List<String> options, boolean newWay)
      throws LinuxException {
    if (lowers.isEmpty() || lowers.size() > MOST_LAYERS) {
      throw new LinuxException(
          "mount overlay", Errno.EINVAL, lowers.size() + " layers, of 1 to " + MOST_LAYERS);
    }
    List<OpenFile> open = new ArrayList<>();
    try {
      for (Path lower : lowers) {
        open.add(OpenFile.open(lower, OPEN));
      }
      open.add(OpenFile.open(upper, OPEN));
      open.add(OpenFile.open(work, OPEN));
      int count = lowers.size();
      var mount =
          new OverlayMount(
              open.subList(0, count), open.get(count), open.get(count + 1), target, options);
      if (!newWay || !mount.byDescriptors()) {
        mount.byOptions();
      }
    } finally {
      open.forEach(OpenFile::close);
    }
  }

  /// @return false: the kernel does not take layers as descriptors
  private boolean byDescriptors() throws LinuxException {
    long context = SystemCall.raw(CallNumber.FSOPEN, Scratch.begin().text("overlay"), CLOEXEC);
    SystemCall.check(context, "fsopen", "overlay");
    try (OpenFile filesystem = new OpenFile((int) context, "overlay")) {
      for (int i = 0; i < lowers.size(); i++) {
        long result = setDescriptor(filesystem, "lowerdir+", lowers.get(i));
        if (i == 0 && result < 0) {
          return false;
        }
        check(filesystem, result, "lowerdir+");
      }
      check(filesystem, setDescriptor(filesystem, "upperdir", upper), "upperdir");
      check(filesystem, setDescriptor(filesystem, "workdir", work), "workdir");
      for (String option : options) {
        check(filesystem, setOption(filesystem, option), option);
      }
      check(filesystem, configure(filesystem, CREATE, 0, 0, 0), "create");
      attach(filesystem);
      return true;
    }
  }

  private static long setDescriptor(OpenFile filesystem, String key, OpenFile directory)
      throws LinuxException {
    long name = Scratch.begin().text(key);
    return configure(filesystem, SET_FD, name, 0, directory.fd());
  }

  private static long setOption(OpenFile filesystem, String option) throws LinuxException {
    Scratch scratch = Scratch.begin();
    int equals = option.indexOf('=');
    return equals < 0
        ? configure(filesystem, SET_FLAG, scratch.text(option), 0, 0)
        : configure(
            filesystem,
            SET_STRING,
            scratch.text(option.substring(0, equals)),
            scratch.text(option.substring(equals + 1)),
            0);
  }

  private static long configure(
      OpenFile filesystem, int command, long key, long value, long auxiliary)
      throws LinuxException {
    return SystemCall.raw(CallNumber.FSCONFIG, filesystem.fd(), command, key, value, auxiliary);
  }

  private void attach(OpenFile filesystem) throws LinuxException {
    long mounted = SystemCall.raw(CallNumber.FSMOUNT, filesystem.fd(), CLOEXEC, 0);
    check(filesystem, mounted, "fsmount");
    try (OpenFile mount = new OpenFile((int) mounted, "overlay")) {
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

  private void check(OpenFile filesystem, long result, String what) throws LinuxException {
    if (result < 0) {
      throw new LinuxException("mount overlay " + what, (int) -result, target + reason(filesystem));
    }
  }

  /// The kernel's own words, which it keeps in the descriptor: `e overlay: ...`.
  private static String reason(OpenFile filesystem) throws LinuxException {
    MemorySegment buffer = Scratch.begin().transfer();
    long length = SystemCall.raw(CallNumber.READ, filesystem.fd(), buffer.address(), 1024);
    if (length <= 0) {
      return "";
    }
    byte[] text = buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return " (" + new String(text, StandardCharsets.UTF_8).strip() + ")";
  }

  private void byOptions() throws LinuxException {
    StringBuilder text = new StringBuilder("lowerdir=");
    for (int i = 0; i < lowers.size(); i++) {
      text.append(i == 0 ? "" : ":").append(lowers.get(i).fd());
    }
    text.append(",upperdir=").append(upper.fd()).append(",workdir=").append(work.fd());
    options.forEach(option -> text.append(',').append(option));
    Path before = WorkingDirectory.current();
    WorkingDirectory.change(Path.of("/proc/thread-self/fd"));
    try {
      Mounts.mount("overlay", target, "overlay", 0, text.toString());
    } finally {
      WorkingDirectory.change(before);
    }
  }
}
