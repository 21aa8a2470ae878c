package dev.slipway.builder;

import dev.slipway.runtime.device.CdiRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The devices that `RUN --device` may ask for: `--allow device`, `--allow device=NAME,alias=NAME`.
///
/// @param all whether any device may be had
/// @param names that may be had; to each the device that it stands for, empty where it stands for
///   itself
/// @param directories of the specifications that describe this machine's devices
public record DeviceGrants(boolean all, Map<String, String> names, List<Path> directories) {
  /// None but those that their specifications give to everybody.
  public static final DeviceGrants NONE =
      new DeviceGrants(false, Map.of(), CdiRegistry.DIRECTORIES);

  /// Copies the collections.
  public DeviceGrants {
    names = Map.copyOf(names);
    directories = List.copyOf(directories);
  }

  /// With specifications from elsewhere.
  public DeviceGrants in(List<Path> value) {
    return new DeviceGrants(all, names, value);
  }

  /// With every device.
  public DeviceGrants withAll() {
    return new DeviceGrants(true, names, directories);
  }

  /// With one more.
  ///
  /// @param device what the name stands for, empty for itself
  public DeviceGrants with(String name, String device) {
    var more = new TreeMap<>(names);
    more.put(name, device);
    return new DeviceGrants(all, more, directories);
  }
}
