package dev.slipway.runtime;

import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import java.nio.file.Path;

/// A device node that a container finds at `path`.
///
/// @param host the host's node, for a container that cannot make its own
/// @param block whether it is a block device; else it is a character device
/// @param mode permission bits
public record DeviceNode(
    String path, Path host, boolean block, long major, long minor, int mode, long uid, long gid) {

  /// What the host has at `host`, under another name.
  ///
  /// @throws ContainerException it is no device
  public static DeviceNode of(Path host, String path) throws LinuxException {
    FileStatus status = FileStatus.of(host);
    if (!status.isBlockDevice() && !status.isCharacterDevice()) {
      throw new ContainerException(
          host + " is not a device node", "name a character or block device of this machine");
    }
    return new DeviceNode(
        path,
        host,
        status.isBlockDevice(),
        status.rdevMajor(),
        status.rdevMinor(),
        status.permissions(),
        status.uid(),
        status.gid());
  }
}
