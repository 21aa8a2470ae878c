package dev.slipway.runtime.run;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.DeviceNode;
import dev.slipway.runtime.cgroup.DeviceRate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What `--device-read-bps /dev/sda:1mb` and the like ask for.
final class DiskRates {
  private DiskRates() {}

  static List<DeviceRate> of(Settings settings) throws IOException {
    List<DeviceRate> rates = new ArrayList<>();
    add(settings, Setting.DEVICE_READ_BPS, DeviceRate.Kind.READ_BPS, rates);
    add(settings, Setting.DEVICE_READ_IOPS, DeviceRate.Kind.READ_IOPS, rates);
    add(settings, Setting.DEVICE_WRITE_BPS, DeviceRate.Kind.WRITE_BPS, rates);
    add(settings, Setting.DEVICE_WRITE_IOPS, DeviceRate.Kind.WRITE_IOPS, rates);
    return rates;
  }

  private static void add(
      Settings settings, Setting setting, DeviceRate.Kind kind, List<DeviceRate> rates)
      throws IOException {
    for (String text : settings.list(setting)) {
      int colon = text.lastIndexOf(':');
      String path = text.substring(0, colon);
      DeviceNode node = HostDevice.parse(path).nodes().getFirst();
      if (!node.block()) {
        throw new ContainerException(
            "--" + setting.option() + ": " + path + " is no disk", "lsblk shows the disks");
      }
      long most = Long.parseLong(text.substring(colon + 1));
      rates.add(new DeviceRate(kind, node.major() + ":" + node.minor(), most));
    }
  }
}
