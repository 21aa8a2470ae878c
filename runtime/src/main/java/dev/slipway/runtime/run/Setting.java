package dev.slipway.runtime.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an option of `run` sets beside the fields of a [ContainerRecord]; each stands in a record
/// under the option's own name, with values that were checked and put into one form when the
/// container was made.
public enum Setting {
  ANNOTATION,
  ATTACH,
  BLKIO_WEIGHT,
  CAP_ADD,
  CAP_DROP,
  CGROUP_PARENT,
  CPU_PERIOD,
  CPU_QUOTA,
  CPU_SHARES,
  CPUS,
  CPUSET_CPUS,
  CPUSET_MEMS,
  DEVICE,
  DEVICE_CGROUP_RULE,
  DEVICE_READ_BPS,
  DEVICE_READ_IOPS,
  DEVICE_WRITE_BPS,
  DEVICE_WRITE_IOPS,
  DNS,
  DNS_OPTION,
  DNS_SEARCH,
  DOMAINNAME,
  GROUP_ADD,
  /// The check's program: `CMD-SHELL` and a line, or `CMD` and words; none for no check.
  HEALTH_CMD,
  /// Nanoseconds, as all times of health checks.
  HEALTH_INTERVAL,
  HEALTH_RETRIES,
  HEALTH_START_INTERVAL,
  HEALTH_START_PERIOD,
  HEALTH_TIMEOUT,
  INIT,
  IP,
  IP6,
  IPC,
  LINK,
  LINK_LOCAL_IP,
  LOG_DRIVER,
  LOG_OPT,
  MAC_ADDRESS,
  MEMORY,
  MEMORY_RESERVATION,
  MEMORY_SWAP,
  /// The network's name, where it is none of the three that every host has.
  NETWORK,
  NETWORK_ALIAS,
  OOM_KILL_DISABLE,
  OOM_SCORE_ADJ,
  PID,
  PIDS_LIMIT,
  PLATFORM,
  PRIVILEGED,
  READ_ONLY,
  RESTART,
  SECURITY_OPT,
  SHM_SIZE,
  STOP_TIMEOUT,
  SYSCTL,
  ULIMIT,
  USERNS,
  UTS;

  private final String option = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The option's name, without its dashes.
  public String option() {
    return option;
  }

  /// Null for a name that is no setting's.
  static @Nullable Setting of(String option) {
    for (Setting setting : values()) {
      if (setting.option.equals(option)) {
        return setting;
      }
    }
    return null;
  }
}
