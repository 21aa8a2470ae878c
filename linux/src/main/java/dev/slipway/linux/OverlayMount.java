package dev.slipway.linux;

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
      for (OpenFile file : open) {
        file.close();
      }
    }
  }

  /// @return false: the kernel does not take layers as descriptors
  private boolean byDescriptors() throws LinuxException {
    try (FilesystemContext overlay = FilesystemContext.open("overlay", target)) {
      for (int i = 0; i < lowers.size(); i++) {
        long result = overlay.trySet("lowerdir+", lowers.get(i));
        if (i == 0 && result < 0) {
          return false;
        }
        overlay.check(result, "lowerdir+");
      }
      overlay.set("upperdir", upper);
      overlay.set("workdir", work);
      for (String option : options) {
        int equals = option.indexOf('=');
        if (equals < 0) {
          overlay.setFlag(option);
        } else {
          overlay.set(option.substring(0, equals), option.substring(equals + 1));
        }
      }
      overlay.mount(0);
      return true;
    }
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
