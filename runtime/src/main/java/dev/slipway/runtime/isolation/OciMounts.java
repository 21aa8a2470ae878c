package dev.slipway.runtime.isolation;

import dev.slipway.linux.Namespaces;
import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.RuntimeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The mounts of a container: the kernel's file systems as Docker mounts them, then its own.
final class OciMounts {
  private static final Set<String> PROPAGATIONS =
      Set.of("private", "rprivate", "slave", "rslave", "shared", "rshared");

  private OciMounts() {}

  static List<OciSpec.OciMount> of(IsolationSpec spec) {
    List<OciSpec.OciMount> mounts = new ArrayList<>();
    mounts.add(mount("/proc", "proc", "proc", "nosuid", "noexec", "nodev"));
    mounts.add(mount("/dev", "tmpfs", "tmpfs", "nosuid", "strictatime", "mode=755", "size=65536k"));
    mounts.add(terminals());
    String access = spec.confinement() == Confinement.NONE ? "rw" : "ro";
    mounts.add(
        spec.emulator() == null && !ofOthers(spec)
            ? mount("/sys", "sysfs", "sysfs", "nosuid", "noexec", "nodev", access)
            // Its network belongs to another user namespace, and with it this file system.
            : mount("/sys", "bind", "/sys", "rbind", "rslave", "nosuid", "noexec", "nodev", "ro"));
    if (spec.cgroupView()) {
      mounts.add(
          mount(
              "/sys/fs/cgroup", "cgroup", "cgroup", "ro", "nosuid", "noexec", "nodev", "relatime"));
    }
    mounts.add(mount("/dev/mqueue", "mqueue", "mqueue", "nosuid", "noexec", "nodev"));
    if (spec.options().sharedMemory()) {
      String size = "size=" + spec.resources().sharedMemoryBytes();
      mounts.add(mount("/dev/shm", "tmpfs", "shm", "nosuid", "noexec", "nodev", "mode=1777", size));
    }
    for (RuntimeMount mount : spec.mounts()) {
      mounts.add(own(mount));
    }
    return mounts;
  }

  private static boolean ofOthers(IsolationSpec spec) {
    return spec.options().firstUser() != 0 && !(spec.network() instanceof NetworkChoice.None);
  }

  private static OciSpec.OciMount terminals() {
    List<String> options =
        new ArrayList<>(List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620"));
    if (!Namespaces.hasSingleGroup()) {
      options.add("gid=5");
    }
    return new OciSpec.OciMount("/dev/pts", "devpts", "devpts", options);
  }

  private static OciSpec.OciMount own(RuntimeMount mount) {
    return switch (mount) {
      case RuntimeMount.Bind(var source, var target, var readOnly, var propagation) ->
          mount(target, "bind", source.toString(), "rbind", propagation, readOnly ? "ro" : "rw");
      case RuntimeMount.Host(var source, var target, var options) ->
          new OciSpec.OciMount(target, "bind", source.toString(), bindOptions(options));
      case RuntimeMount.Kernel(var type, var source, var target, var options) ->
          new OciSpec.OciMount(target, type, source, options);
      case RuntimeMount.Tmpfs tmpfs ->
          new OciSpec.OciMount(tmpfs.target(), "tmpfs", "tmpfs", options(tmpfs));
    };
  }

  private static List<String> bindOptions(List<String> asked) {
    List<String> options = new ArrayList<>(asked);
    if (!asked.contains("bind") && !asked.contains("rbind")) {
      options.addFirst("rbind");
    }
    if (asked.stream().noneMatch(PROPAGATIONS::contains)) {
      options.add("rprivate");
    }
    return options;
  }

  private static List<String> options(RuntimeMount.Tmpfs tmpfs) {
    List<String> options = new ArrayList<>(List.of("nosuid"));
    if (!tmpfs.programs()) {
      options.add("nodev");
      options.add("noexec");
    }
    if (tmpfs.readOnly()) {
      options.add("ro");
    }
    options.add("mode=" + Integer.toOctalString(tmpfs.mode()));
    if (tmpfs.sizeBytes() > 0) {
      options.add("size=" + tmpfs.sizeBytes());
    }
    return options;
  }

  private static OciSpec.OciMount mount(
      String destination, String type, String source, String... options) {
    return new OciSpec.OciMount(destination, type, source, List.of(options));
  }
}
