package dev.slipway.runtime.device;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.DeviceNode;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.RuntimeMount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Some devices, as what one container gets with them.
///
/// @param nodes below `/dev`
/// @param mounts files of the host, and nodes that stand elsewhere
public record GrantedDevices(
    List<String> environment,
    List<DeviceNode> nodes,
    List<RuntimeMount> mounts,
    List<Long> groups) {
  public static final GrantedDevices NONE =
      new GrantedDevices(List.of(), List.of(), List.of(), List.of());

  public GrantedDevices {
    environment = List.copyOf(environment);
    nodes = List.copyOf(nodes);
    mounts = List.copyOf(mounts);
    groups = List.copyOf(groups);
  }

  /// @throws ContainerException one of them needs what cannot be given here
  public static GrantedDevices of(List<CdiDevice> devices) {
    ContainerEdits edits = ContainerEdits.NONE;
    Set<Path> specifications = new HashSet<>();
    for (CdiDevice device : devices) {
      if (specifications.add(device.specification())) {
        edits = edits.and(supported(device, device.common()));
      }
      edits = edits.and(supported(device, device.own()));
    }
    Map<String, DeviceNode> nodes = new LinkedHashMap<>();
    Map<String, RuntimeMount> mounts = new LinkedHashMap<>();
    for (CdiNode node : edits.nodes()) {
      boolean made = node.path().startsWith("/dev/") && !HostCapabilities.inUserNamespace();
      if (made) {
        nodes.put(node.path(), node.node());
      } else { // No node can be made there, or it would be in the files that become a layer.
        mounts.put(node.path(), new RuntimeMount.Host(node.node().host(), node.path(), List.of()));
      }
    }
    edits.mounts().forEach(mount -> mounts.put(mount.target(), mount));
    return new GrantedDevices(
        edits.environment(),
        List.copyOf(nodes.values()),
        List.copyOf(mounts.values()),
        edits.groups());
  }

  private static ContainerEdits supported(CdiDevice device, ContainerEdits edits) {
    if (!edits.unsupported().isEmpty()) {
      throw new ContainerException(
          "device " + device.name() + " needs " + String.join(", ", edits.unsupported()),
          "not supported here: describe the device without it in " + device.specification());
    }
    return edits;
  }

  /// The process with the devices' groups and variables, which take the place of its own.
  public ProcessSpec with(ProcessSpec process) {
    if (environment.isEmpty() && groups.isEmpty()) {
      return process;
    }
    Map<String, String> variables = new LinkedHashMap<>();
    for (String each : process.environment()) {
      variables.put(name(each), each);
    }
    for (String each : environment) {
      variables.put(name(each), each);
    }
    ProcessUser user = process.user();
    Set<Long> gids = new LinkedHashSet<>(user.additionalGids());
    gids.addAll(groups);
    return new ProcessSpec(
        process.arguments(),
        new ArrayList<>(variables.values()),
        process.workingDirectory(),
        new ProcessUser(user.uid(), user.gid(), List.copyOf(gids)),
        process.terminal());
  }

  private static String name(String entry) {
    int equals = entry.indexOf('=');
    return equals < 0 ? entry : entry.substring(0, equals);
  }
}
