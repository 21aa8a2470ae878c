package dev.slipway.runtime.isolation;

import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.RuntimeMount;
import java.nio.file.Path;
import java.util.List;

/// A process and all that it sees.
///
/// @param root the mounted root directory, absolute and not a symbolic link
/// @param mounts beside `/proc`, `/dev` and `/sys`; a mount comes after the one that it is inside
///   of
/// @param capabilities of [Capabilities]
/// @param cgroupView whether `/sys/fs/cgroup` is mounted (read-only)
public record IsolationSpec(
    Path root,
    boolean readOnlyRoot,
    ProcessSpec process,
    List<RuntimeMount> mounts,
    NetworkChoice network,
    String hostname,
    List<String> capabilities,
    boolean cgroupView) {
  public IsolationSpec {
    mounts = List.copyOf(mounts);
    capabilities = List.copyOf(capabilities);
  }

  /// What a build step gets: a writable root, the default capabilities, no view of cgroups.
  public static IsolationSpec forStep(
      Path root,
      ProcessSpec process,
      List<RuntimeMount> mounts,
      NetworkChoice network,
      String hostname) {
    return new IsolationSpec(
        root, false, process, mounts, network, hostname, Capabilities.DEFAULT, false);
  }
}
