package dev.slipway.cli.command.build;

import dev.slipway.builder.DeviceGrants;
import dev.slipway.builder.Entitlement;
import dev.slipway.cli.command.CallerEnvironment;
import dev.slipway.runtime.device.CdiRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// `--allow network.host`, `security.insecure`, `device`, `device=NAME[,alias=NAME]`.
final class AllowOption {
  private static final String DEVICE = "device";
  private static final String DEVICE_HINT = "write --allow device=vendor.com/class=name";

  /// Directories of device specifications, in place of the usual ones.
  private static final String DIRECTORIES = "SLIPWAY_CDI_SPEC_DIRS";

  private final Set<Entitlement> entitlements = EnumSet.noneOf(Entitlement.class);
  private DeviceGrants devices = DeviceGrants.NONE.in(directories());

  private AllowOption() {}

  static AllowOption of(List<String> words) {
    var allowed = new AllowOption();
    words.forEach(allowed::add);
    return allowed;
  }

  Set<Entitlement> entitlements() {
    return entitlements;
  }

  DeviceGrants devices() {
    return devices;
  }

  private static List<Path> directories() {
    String words = CallerEnvironment.get(DIRECTORIES);
    if (words == null || words.isEmpty()) {
      return CdiRegistry.DIRECTORIES;
    }
    var directories = new ArrayList<Path>();
    for (String word : words.split(":", -1)) {
      directories.add(Path.of(word).toAbsolutePath());
    }
    return directories;
  }

  private void add(String word) {
    if (word.equals(DEVICE) || word.equals(DEVICE + "=")) {
      devices = devices.withAll();
    } else if (word.startsWith(DEVICE + "=")) {
      addDevice(CsvFields.of(word.substring(DEVICE.length() + 1)));
    } else {
      entitlements.add(
          Entitlement.parse(word)
              .orElseThrow(() ->
                  GrantOptions.wrong(
                      "unknown entitlement " + word,
                      "known are network.host, security.insecure and device")));
    }
  }

  private void addDevice(List<String> fields) {
    String device = fields.getFirst();
    String alias = "";
    for (String field : fields.subList(1, fields.size())) {
      if (field.indexOf('=') < 0) {
        throw GrantOptions.wrong("invalid device config \"" + field + "\"", DEVICE_HINT);
      }
      if (!field.startsWith("alias=")) {
        String key = field.substring(0, field.indexOf('='));
        throw GrantOptions.wrong("unknown device config key \"" + key + "\"", DEVICE_HINT);
      }
      alias = field.substring("alias=".length());
    }
    if (device.isEmpty()) {
      throw GrantOptions.wrong("--allow device= names no device", DEVICE_HINT);
    }
    devices = alias.isEmpty() ? devices.with(device, "") : devices.with(alias, device);
  }
}
