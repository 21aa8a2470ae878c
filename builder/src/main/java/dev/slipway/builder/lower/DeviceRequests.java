package dev.slipway.builder.lower;

import dev.slipway.builder.DeviceGrants;
import dev.slipway.dockerfile.RunFlags;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.device.CdiDevice;
import dev.slipway.runtime.device.CdiRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The devices that `RUN --device` asks for, as far as the build may have them.
final class DeviceRequests {
  private final DeviceGrants grants;
  private final Set<String> missing = new TreeSet<>();
  private @Nullable CdiRegistry registry;

  DeviceRequests(DeviceGrants grants) {
    this.grants = grants;
  }

  List<CdiDevice> resolve(List<RunFlags.Device> requests) {
    Map<String, CdiDevice> devices = new LinkedHashMap<>();
    for (RunFlags.Device request : requests) {
      String alias = grants.names().getOrDefault(request.name(), "");
      boolean allowed = grants.all() || !alias.isEmpty();
      for (CdiDevice device : find(request, alias.isEmpty() ? request.name() : alias)) {
        if (!allowed && !isAllowed(device)) {
          throw Lowering.error(
              request.span(),
              "device " + device.name() + " is requested by the build but not allowed",
              "if you trust this Dockerfile, build with --allow device=" + device.name());
        }
        devices.put(device.name(), device);
      }
    }
    return List.copyOf(devices.values());
  }

  /// One that is not required may be missing.
  private List<CdiDevice> find(RunFlags.Device request, String name) {
    List<CdiDevice> found = registry().find(name);
    if (found.isEmpty() && request.required()) {
      ContainerException missing = registry().missing(name);
      throw Lowering.error(request.span(), String.valueOf(missing.getMessage()), missing.hint());
    }
    if (found.isEmpty()) {
      missing.add(name);
    }
    return found;
  }

  /// Those that were asked for, are not required, and are not there.
  Set<String> missing() {
    return missing;
  }

  private boolean isAllowed(CdiDevice device) {
    if (CdiRegistry.isAllowedToAll(device)) {
      return true;
    }
    var granted = new ArrayList<CdiDevice>();
    grants.names().keySet().forEach(name -> granted.addAll(registry().find(name)));
    return granted.contains(device);
  }

  /// Read when the first device is asked for.
  private CdiRegistry registry() {
    if (registry == null) {
      try {
        registry = CdiRegistry.read(grants.directories());
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return registry;
  }
}
