package dev.slipway.engine.inspect;

import dev.slipway.engine.create.RestartPolicy;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The settings of a container as `inspect` shows them in `HostConfig`.
final class HostConfigSettings {
  private HostConfigSettings() {}

  static void put(SequencedMap<String, @Nullable Object> json, Settings settings) {
    RestartPolicy restart = RestartPolicy.parse(settings.text(Setting.RESTART));
    SequencedMap<String, @Nullable Object> policy = new LinkedHashMap<>();
    policy.put("Name", restart.name());
    policy.put("MaximumRetryCount", (long) restart.most());
    json.put("RestartPolicy", policy);
    json.put("CapAdd", orNull(settings.list(Setting.CAP_ADD)));
    json.put("CapDrop", orNull(settings.list(Setting.CAP_DROP)));
    json.put("Dns", settings.list(Setting.DNS));
    json.put("DnsOptions", settings.list(Setting.DNS_OPTION));
    json.put("DnsSearch", settings.list(Setting.DNS_SEARCH));
    json.put("GroupAdd", orNull(settings.list(Setting.GROUP_ADD)));
    json.put("IpcMode", settings.has(Setting.IPC) ? settings.text(Setting.IPC) : "private");
    json.put("OomScoreAdj", settings.number(Setting.OOM_SCORE_ADJ));
    json.put("PidMode", settings.text(Setting.PID));
    json.put("Privileged", settings.flag(Setting.PRIVILEGED));
    json.put("ReadonlyRootfs", settings.flag(Setting.READ_ONLY));
    json.put("SecurityOpt", orNull(settings.list(Setting.SECURITY_OPT)));
    json.put("UTSMode", settings.text(Setting.UTS));
    json.put(
        "ShmSize", settings.has(Setting.SHM_SIZE) ? settings.number(Setting.SHM_SIZE) : 64L << 20);
    json.put("Memory", settings.number(Setting.MEMORY));
    json.put("NanoCpus", settings.number(Setting.CPUS));
    json.put("CpuShares", settings.number(Setting.CPU_SHARES));
    json.put("CpuPeriod", settings.number(Setting.CPU_PERIOD));
    json.put("CpuQuota", settings.number(Setting.CPU_QUOTA));
    json.put("CpusetCpus", settings.text(Setting.CPUSET_CPUS));
    json.put("CpusetMems", settings.text(Setting.CPUSET_MEMS));
    json.put("MemoryReservation", settings.number(Setting.MEMORY_RESERVATION));
    json.put("MemorySwap", memoryAndSwap(settings));
    json.put(
        "PidsLimit",
        settings.has(Setting.PIDS_LIMIT)
            ? Long.valueOf(settings.number(Setting.PIDS_LIMIT))
            : null);
    json.put("Init", settings.has(Setting.INIT) ? settings.flag(Setting.INIT) : null);
  }

  private static long memoryAndSwap(Settings settings) {
    return settings.has(Setting.MEMORY_SWAP)
        ? settings.number(Setting.MEMORY_SWAP)
        : 2 * settings.number(Setting.MEMORY);
  }

  private static @Nullable List<String> orNull(List<String> list) {
    return list.isEmpty() ? null : list;
  }
}
