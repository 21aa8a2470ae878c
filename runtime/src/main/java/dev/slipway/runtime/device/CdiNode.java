package dev.slipway.runtime.device;

import dev.slipway.linux.LinuxException;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.DeviceNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A device node as a specification describes it: what it does not say is as on the host.
///
/// @param hostPath null: the same path
/// @param type `b`, `c` or `u`; null: as on the host
public record CdiNode(
    String path,
    @Nullable String hostPath,
    @Nullable String type,
    @Nullable Long major,
    @Nullable Long minor,
    @Nullable Long mode,
    @Nullable Long uid,
    @Nullable Long gid) {
  private static final int DEFAULT_MODE = 0666;

  DeviceNode node() {
    Path host = Path.of(hostPath == null ? path : hostPath);
    if (type != null && major != null && minor != null) {
      return with(new DeviceNode(path, host, type.equals("b"), major, minor, DEFAULT_MODE, 0, 0));
    }
    try {
      DeviceNode found = DeviceNode.of(host, path);
      return with(
          new DeviceNode(
              path, host, found.block(), found.major(), found.minor(), DEFAULT_MODE, 0, 0));
    } catch (LinuxException missing) {
      throw new ContainerException(
          "device node " + host + ": " + missing.getMessage(),
          "load the device's driver, or mend the specification that names the node",
          missing);
    }
  }

  private DeviceNode with(DeviceNode node) {
    return new DeviceNode(
        node.path(),
        node.host(),
        node.block(),
        node.major(),
        node.minor(),
        mode == null ? node.mode() : (int) (mode & 07777),
        uid == null ? node.uid() : uid,
        gid == null ? node.gid() : gid);
  }
}
