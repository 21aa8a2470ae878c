package dev.slipway.runtime.run;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.cgroup.ControlGroup;
import dev.slipway.runtime.cgroup.ControlGroups;
import dev.slipway.runtime.cgroup.DeviceRate;
import dev.slipway.runtime.cgroup.Resources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The control group of a container, and what its settings say of it.
final class ContainerGroups {
  /// What Docker's containers may use of devices: nodes may be made, and these be used.
  private static final List<String> DEVICES =
      List.of(
          "c *:* m",
          "b *:* m",
          "c 1:3 rwm", // null
          "c 1:5 rwm", // zero
          "c 1:7 rwm", // full
          "c 1:8 rwm", // random
          "c 1:9 rwm", // urandom
          "c 5:0 rwm", // tty
          "c 5:1 rwm", // console
          "c 5:2 rwm", // ptmx
          "c 136:* rwm"); // pts

  private static final String PARENT = "/slipway";
  private static final long PERIOD = 100_000;
  private static final long NANO = 1_000_000_000;

  private ContainerGroups() {}

  /// Empty where this process may make none.
  static Optional<ControlGroup> of(ContainerRecord record) {
    return ControlGroups.at(path(record));
  }

  private static String path(ContainerRecord record) {
    String parent = record.settings().text(Setting.CGROUP_PARENT);
    String base = parent.isEmpty() ? PARENT : parent.startsWith("/") ? parent : "/" + parent;
    return base + "/" + record.id();
  }

  /// Where a container's group is whose record cannot be read.
  static Optional<ControlGroup> usual(String id) {
    return ControlGroups.at(PARENT + "/" + id);
  }

  /// Whether its processes are stopped; asked of the kernel, since lists ask it of every container
  /// that runs.
  static boolean frozen(ContainerRecord record) throws IOException {
    return ControlGroups.frozen(path(record));
  }

  /// Makes the group of a container that is being started, with its limits.
  ///
  /// @throws ContainerException it has limits, and there can be no group
  static Optional<ControlGroup> create(ContainerRecord record) throws IOException {
    Resources resources = resources(record.settings());
    List<DeviceRate> rates = DiskRates.of(record.settings());
    Optional<ControlGroup> group = of(record);
    if (group.isEmpty() || !ControlGroups.mayBeJoined()) {
      if (resources.limited() || !rates.isEmpty()) {
        throw new ContainerException(
            "limits need control groups, which this user may not make",
            group.isEmpty()
                ? "leave out --memory, --cpus, --pids-limit and the like, or run it as root, or as a"
                    + " user for whom systemd keeps some (loginctl enable-linger)"
                : "start it where systemd lets this user have them:"
                    + " systemd-run --user --scope slipway start ...");
      }
      return Optional.empty();
    }
    ControlGroup made = group.get();
    made.create();
    made.limit(resources);
    for (DeviceRate rate : rates) {
      made.limit(rate);
    }
    // An ordinary user cannot open a device of the host that is not theirs anyway.
    if (!record.settings().flag(Setting.PRIVILEGED) && !HostCapabilities.inUserNamespace()) {
      made.allowDevices(devices(record.settings()));
    }
    return group;
  }

  private static List<String> devices(Settings settings) throws IOException {
    List<String> rules = new ArrayList<>(DEVICES);
    for (String device : settings.list(Setting.DEVICE)) {
      rules.addAll(HostDevice.parse(device).rules());
    }
    rules.addAll(settings.list(Setting.DEVICE_CGROUP_RULE));
    return rules;
  }

  static Resources resources(Settings settings) {
    long memory = settings.number(Setting.MEMORY);
    long swap = settings.number(Setting.MEMORY_SWAP);
    long cpus = settings.number(Setting.CPUS);
    return new Resources(
        memory,
        swap == 0 && memory > 0 ? 2 * memory : swap,
        settings.number(Setting.MEMORY_RESERVATION),
        cpus > 0 ? cpus * PERIOD / NANO : settings.number(Setting.CPU_QUOTA),
        cpus > 0 ? PERIOD : settings.number(Setting.CPU_PERIOD),
        settings.number(Setting.CPU_SHARES),
        settings.text(Setting.CPUSET_CPUS),
        settings.text(Setting.CPUSET_MEMS),
        settings.number(Setting.PIDS_LIMIT),
        settings.number(Setting.BLKIO_WEIGHT),
        !settings.flag(Setting.OOM_KILL_DISABLE));
  }
}
