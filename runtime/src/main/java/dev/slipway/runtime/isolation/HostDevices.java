package dev.slipway.runtime.isolation;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The device nodes of this host, for a container that is not kept from it.
final class HostDevices {
  private static final Path DEV = Path.of("/dev");

  /// The container has its own.
  private static final Set<String> OWN = Set.of("console", "fd", "mqueue", "pts", "ptmx", "shm");

  private HostDevices() {}

  static List<OciSpec.OciDevice> list() throws LinuxException {
    var devices = new ArrayList<OciSpec.OciDevice>();
    add(DEV, devices);
    return devices;
  }

  private static void add(Path path, List<OciSpec.OciDevice> devices) throws LinuxException {
    try (DirectoryHandle directory = DirectoryHandle.open(path)) {
      for (DirectoryHandle.Child child : directory.list()) {
        String name = new String(child.name(), StandardCharsets.UTF_8);
        if (path.equals(DEV) && OWN.contains(name)) {
          continue;
        }
        if (child.isDirectory()) {
          add(path.resolve(name), devices);
        } else if (child.type() == DirectoryHandle.Child.CHARACTER_DEVICE
            || child.type() == DirectoryHandle.Child.BLOCK_DEVICE) {
          devices.add(device(path.resolve(name), directory.status(child.name())));
        }
      }
    }
  }

  private static OciSpec.OciDevice device(Path path, FileStatus status) {
    return new OciSpec.OciDevice(
        path.toString(),
        status.isBlockDevice() ? "b" : "c",
        status.rdevMajor(),
        status.rdevMinor(),
        status.permissions(),
        status.uid(),
        status.gid());
  }
}
