package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The options that set one [Setting] each.
final class SettingOptions {
  static final Option NO_HEALTHCHECK =
      Option.flag("no-healthcheck", "Disable any container-specified HEALTHCHECK");
  private static final Map<Setting, Option> TABLE = table();

  /// In the order of the settings.
  static final List<Option> ALL = List.copyOf(TABLE.values());

  private SettingOptions() {}

  private static Map<Setting, Option> table() {
    Map<Setting, Option> table = new EnumMap<>(Setting.class);
    addLimits(table);
    addIsolation(table);
    addNames(table);
    addHealth(table);
    return table;
  }

  private static void addLimits(Map<Setting, Option> table) {
    text(table, Setting.BLKIO_WEIGHT, "Block IO (relative weight), between 10 and 1000");
    text(table, Setting.CGROUP_PARENT, "Optional parent cgroup for the container");
    text(table, Setting.CPU_PERIOD, "Limit CPU CFS (Completely Fair Scheduler) period");
    text(table, Setting.CPU_QUOTA, "Limit CPU CFS (Completely Fair Scheduler) quota");
    table.put(Setting.CPU_SHARES, Option.text("cpu-shares", 'c', "CPU shares (relative weight)"));
    text(table, Setting.CPUS, "Number of CPUs");
    text(table, Setting.CPUSET_CPUS, "CPUs in which to allow execution (0-3, 0,1)");
    text(table, Setting.CPUSET_MEMS, "MEMs in which to allow execution (0-3, 0,1)");
    table.put(Setting.MEMORY, Option.text("memory", 'm', "Memory limit"));
    text(table, Setting.MEMORY_RESERVATION, "Memory soft limit");
    text(
        table,
        Setting.MEMORY_SWAP,
        "Swap limit equal to memory plus swap: '-1' to enable unlimited swap");
    flag(table, Setting.OOM_KILL_DISABLE, "Disable OOM Killer");
    text(table, Setting.OOM_SCORE_ADJ, "Tune host's OOM preferences (-1000 to 1000)");
    text(table, Setting.PIDS_LIMIT, "Tune container pids limit (set -1 for unlimited)");
    text(table, Setting.SHM_SIZE, "Size of /dev/shm");
    list(table, Setting.ULIMIT, "Ulimit options");
  }

  private static void addIsolation(Map<Setting, Option> table) {
    list(table, Setting.CAP_ADD, "Add Linux capabilities");
    list(table, Setting.CAP_DROP, "Drop Linux capabilities");
    list(table, Setting.DEVICE, "Add a host device to the container");
    list(table, Setting.DEVICE_CGROUP_RULE, "Add a rule to the cgroup allowed devices list");
    list(table, Setting.DEVICE_READ_BPS, "Limit read rate (bytes per second) from a device");
    list(table, Setting.DEVICE_READ_IOPS, "Limit read rate (IO per second) from a device");
    list(table, Setting.DEVICE_WRITE_BPS, "Limit write rate (bytes per second) to a device");
    list(table, Setting.DEVICE_WRITE_IOPS, "Limit write rate (IO per second) to a device");
    list(table, Setting.GROUP_ADD, "Add additional groups to join");
    flag(
        table,
        Setting.INIT,
        "Run an init inside the container that forwards signals and reaps processes");
    text(table, Setting.IPC, "IPC mode to use");
    text(table, Setting.PID, "PID namespace to use");
    flag(table, Setting.PRIVILEGED, "Give extended privileges to this container");
    flag(table, Setting.READ_ONLY, "Mount the container's root filesystem as read only");
    list(table, Setting.SECURITY_OPT, "Security Options");
    list(table, Setting.SYSCTL, "Sysctl options");
    text(table, Setting.USERNS, "User namespace to use");
    text(table, Setting.UTS, "UTS namespace to use");
  }

  private static void addNames(Map<Setting, Option> table) {
    list(table, Setting.ANNOTATION, "Add an annotation to the container");
    list(table, Setting.DNS, "Set custom DNS servers");
    list(table, Setting.DNS_OPTION, "Set DNS options");
    list(table, Setting.DNS_SEARCH, "Set custom DNS search domains");
    text(table, Setting.DOMAINNAME, "Container NIS domain name");
    text(table, Setting.IP, "IPv4 address (e.g., 172.30.100.104)");
    text(table, Setting.IP6, "IPv6 address (e.g., 2001:db8::33)");
    list(table, Setting.LINK_LOCAL_IP, "Container IPv4/IPv6 link-local addresses");
    text(table, Setting.MAC_ADDRESS, "Container MAC address (e.g., 92:d0:c6:0a:29:33)");
    list(table, Setting.LINK, "Add link to another container");
    list(table, Setting.NETWORK_ALIAS, "Add network-scoped alias for the container");
    text(table, Setting.LOG_DRIVER, "Logging driver for the container");
    list(table, Setting.LOG_OPT, "Log driver options");
    text(table, Setting.PLATFORM, "Set platform if server is multi-platform capable");
    text(
        table,
        Setting.RESTART,
        "Restart policy to apply when a container exits (no, on-failure[:max-retries], always,"
            + " unless-stopped)");
    text(table, Setting.STOP_TIMEOUT, "Timeout (in seconds) to stop a container");
  }

  private static void addHealth(Map<Setting, Option> table) {
    text(table, Setting.HEALTH_CMD, "Command to run to check health");
    time(table, Setting.HEALTH_INTERVAL, "Time between running the check (ms|s|m|h)");
    table.put(
        Setting.HEALTH_RETRIES,
        Option.integer("health-retries", "Consecutive failures needed to report unhealthy"));
    time(
        table,
        Setting.HEALTH_START_INTERVAL,
        "Time between running the check during the start period (ms|s|m|h)");
    time(
        table,
        Setting.HEALTH_START_PERIOD,
        "Start period for the container to initialize before starting health-retries countdown"
            + " (ms|s|m|h)");
    time(table, Setting.HEALTH_TIMEOUT, "Maximum time to allow one check to run (ms|s|m|h)");
  }

  private static void time(Map<Setting, Option> table, Setting setting, String usage) {
    table.put(setting, Option.duration(setting.option(), usage));
  }

  private static void text(Map<Setting, Option> table, Setting setting, String usage) {
    table.put(setting, Option.text(setting.option(), usage));
  }

  private static void list(Map<Setting, Option> table, Setting setting, String usage) {
    table.put(setting, Option.list(setting.option(), usage));
  }

  private static void flag(Map<Setting, Option> table, Setting setting, String usage) {
    table.put(setting, Option.flag(setting.option(), usage));
  }

  /// What the command line says, in the user's words.
  static Settings read(ParsedOptions options) {
    Map<Setting, List<String>> values = new EnumMap<>(Setting.class);
    for (Map.Entry<Setting, Option> row : TABLE.entrySet()) {
      Option option = row.getValue();
      if (!options.isSet(option)) {
        continue;
      }
      values.put(
          row.getKey(),
          switch (option.type()) {
            case BOOLEAN -> List.of(Boolean.toString(options.flag(option)));
            case DURATION -> List.of(Long.toString(options.duration(option).toNanos()));
            case INTEGER -> List.of(Long.toString(options.integer(option)));
            case COUNT, TEXT, LIST, COMMA_LIST, FILTER, BYTES -> options.list(option);
          });
    }
    if (options.flag(NO_HEALTHCHECK)) {
      disableHealthCheck(values);
    }
    return values.isEmpty() ? Settings.NONE : new Settings(values);
  }

  private static void disableHealthCheck(Map<Setting, List<String>> values) {
    for (Setting setting : values.keySet()) {
      if (setting.option().startsWith("health-")) {
        throw new CommandException(
            "--no-healthcheck conflicts with --health-* options", null, CommandException.USAGE);
      }
    }
    values.put(Setting.HEALTH_CMD, List.of("NONE"));
  }

  /// The option of a setting, for commands that have some of them.
  static Option option(Setting setting) {
    return Objects.requireNonNull(TABLE.get(setting));
  }
}
