package dev.slipway.runtime.isolation;

import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.DeviceNode;
import dev.slipway.runtime.Emulator;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.RuntimeMount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process and all that it sees.
///
/// @param root the mounted root directory, absolute and not a symbolic link
/// @param mounts beside `/proc`, `/dev` and `/sys`; a mount comes after the one that it is inside
///   of
/// @param capabilities of [Capabilities]
/// @param devices beside those that each container has
/// @param cgroupView whether `/sys/fs/cgroup` is mounted (read-only)
/// @param resources its limits
/// @param options what is otherwise than usual
/// @param emulator what runs its programs; null where the host does
public record IsolationSpec(
    Path root,
    boolean readOnlyRoot,
    ProcessSpec process,
    List<RuntimeMount> mounts,
    NetworkChoice network,
    String hostname,
    List<String> capabilities,
    boolean cgroupView,
    Confinement confinement,
    ContainerResources resources,
    List<DeviceNode> devices,
    IsolationOptions options,
    @Nullable Emulator emulator) {
  public IsolationSpec {
    mounts = List.copyOf(mounts);
    capabilities = List.copyOf(capabilities);
    devices = List.copyOf(devices);
  }

  /// With these devices.
  public IsolationSpec withDevices(List<DeviceNode> value) {
    return new IsolationSpec(
        root,
        readOnlyRoot,
        process,
        mounts,
        network,
        hostname,
        capabilities,
        cgroupView,
        confinement,
        resources,
        value,
        options,
        emulator);
  }

  /// A sandboxed one.
  public IsolationSpec(
      Path root,
      boolean readOnlyRoot,
      ProcessSpec process,
      List<RuntimeMount> mounts,
      NetworkChoice network,
      String hostname,
      List<String> capabilities,
      boolean cgroupView) {
    this(
        root,
        readOnlyRoot,
        process,
        mounts,
        network,
        hostname,
        capabilities,
        cgroupView,
        Confinement.SANDBOX,
        ContainerResources.DEFAULT,
        List.of(),
        IsolationOptions.DEFAULT,
        null);
  }

  /// The same with another network.
  IsolationSpec withNetwork(NetworkChoice value) {
    return new IsolationSpec(
        root,
        readOnlyRoot,
        process,
        mounts,
        value,
        hostname,
        capabilities,
        cgroupView,
        confinement,
        resources,
        devices,
        options,
        emulator);
  }

  /// What a build step gets: a writable root, no view of cgroups.
  public static IsolationSpec forStep(
      Path root,
      ProcessSpec process,
      List<RuntimeMount> mounts,
      NetworkChoice network,
      String hostname,
      Confinement confinement,
      ContainerResources resources,
      @Nullable Emulator emulator)
      throws IOException {
    List<String> capabilities =
        switch (confinement) {
          case SANDBOX -> Capabilities.DEFAULT;
          case NONE -> Capabilities.ofThisProcess();
        };
    boolean sandboxed = confinement == Confinement.SANDBOX;
    return new IsolationSpec(
        root,
        false,
        process,
        mounts,
        network,
        hostname,
        capabilities,
        false,
        confinement,
        resources,
        List.of(),
        IsolationOptions.under(sandboxed ? AppArmor.usual() : null),
        emulator);
  }
}
