package dev.slipway.runtime.step;

import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.DeviceNode;
import dev.slipway.runtime.Emulator;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.rootfs.RootStack;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One process on a stack of layers.
///
/// @param root its upper directory is empty and becomes the step's layer
/// @param mounts a mount comes after the one that it is inside of
/// @param extraHosts `name:address` (or `name=address`), as `--add-host` takes them
/// @param devices beside those that each container has
/// @param security how far the process is kept from the host
/// @param resources its limits
/// @param emulator what runs its programs; null where the host does
/// @param stdout gets bytes as they come, on one thread for both streams, and is not closed
public record StepRequest(
    RootStack root,
    ProcessSpec process,
    List<StepMount> mounts,
    StepNetwork network,
    String hostname,
    List<String> extraHosts,
    Confinement security,
    ContainerResources resources,
    List<DeviceNode> devices,
    @Nullable Emulator emulator,
    OutputStream stdout,
    OutputStream stderr) {
  public StepRequest {
    mounts = List.copyOf(mounts);
    extraHosts = List.copyOf(extraHosts);
    devices = List.copyOf(devices);
  }

  /// Without devices and an emulator.
  public StepRequest(
      RootStack root,
      ProcessSpec process,
      List<StepMount> mounts,
      StepNetwork network,
      String hostname,
      List<String> extraHosts,
      Confinement security,
      ContainerResources resources,
      OutputStream stdout,
      OutputStream stderr) {
    this(
        root,
        process,
        mounts,
        network,
        hostname,
        extraHosts,
        security,
        resources,
        List.of(),
        null,
        stdout,
        stderr);
  }
}
