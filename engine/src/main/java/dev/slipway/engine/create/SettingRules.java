package dev.slipway.engine.create;

import dev.slipway.engine.vocabulary.Amounts;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.ResourceLimit;
import dev.slipway.runtime.isolation.Capabilities;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks the settings of a new container and puts each into the one form in which records keep it,
/// by Docker's rules.
public final class SettingRules {
  private static final long LEAST_MEMORY = 6 << 20;
  private static final Pattern SET = Pattern.compile("\\d+(-\\d+)?(,\\d+(-\\d+)?)*");
  private static final Pattern DEVICE_RULE =
      Pattern.compile("[acb] (\\d+|\\*):(\\d+|\\*) [rwm]{1,3}");
  private static final Set<String> KERNEL_SETTINGS =
      Set.of(
          "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.sem",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_rmid_forced");

  private SettingRules() {}

  /// @throws ContainerException a value is none, or two settings contradict each other
  public static Settings normalized(Settings wanted) {
    Map<Setting, List<String>> values = new HashMap<>();
    wanted
        .values()
        .forEach((setting, texts) ->
            values.put(setting, texts.stream().map(text -> one(setting, text)).toList()));
    var settings = new Settings(values);
    checkMemory(settings);
    checkProcessors(settings);
    checkUsers(settings);
    List<String> _ =
        Capabilities.of(settings.list(Setting.CAP_ADD), settings.list(Setting.CAP_DROP));
    return settings;
  }

  private static String one(Setting setting, String text) {
    String option = setting.option();
    return switch (setting) {
      case MEMORY, MEMORY_RESERVATION, SHM_SIZE -> "" + Amounts.bytes(text, option);
      case MEMORY_SWAP -> text.equals("-1") ? text : "" + Amounts.bytes(text, option);
      case CPUS -> "" + Amounts.processors(text);
      case CPU_PERIOD -> "" + Amounts.number(text, option, 1_000, 1_000_000);
      case CPU_QUOTA -> "" + Amounts.number(text, option, 1_000, Long.MAX_VALUE);
      case CPU_SHARES -> "" + Amounts.number(text, option, 2, 262_144);
      case PIDS_LIMIT -> "" + Amounts.number(text, option, -1, Long.MAX_VALUE);
      case BLKIO_WEIGHT -> "" + Amounts.number(text, option, 10, 1000);
      case OOM_SCORE_ADJ -> "" + Amounts.number(text, option, -1000, 1000);
      case STOP_TIMEOUT -> "" + Amounts.number(text, option, -1, Integer.MAX_VALUE);
      case CPUSET_CPUS, CPUSET_MEMS -> matching(SET, text, option);
      case DEVICE_READ_BPS, DEVICE_WRITE_BPS -> DiskRate.bytes(text, option);
      case DEVICE_READ_IOPS, DEVICE_WRITE_IOPS -> DiskRate.operations(text, option);
      case DEVICE_CGROUP_RULE -> matching(DEVICE_RULE, text, option);
      case SYSCTL -> sysctl(text);
      case ULIMIT -> ResourceLimit.parse(text).toString();
      case SECURITY_OPT -> SecurityOption.normalized(text);
      case PID -> shared(text, option, Set.of("", "host"));
      case UTS -> among(text, option, Set.of("", "host"));
      case IPC -> shared(text, option, Set.of("", "none", "private", "shareable", "host"));
      case USERNS -> userNamespace(text);
      case RESTART -> RestartPolicy.parse(text).toString();
      case LOG_DRIVER -> logDriver(text);
      case LOG_OPT -> logOption(text);
      case DNS -> address(text);
      default -> text;
    };
  }

  private static void checkMemory(Settings settings) {
    long memory = settings.number(Setting.MEMORY);
    long swap = settings.number(Setting.MEMORY_SWAP);
    if (settings.has(Setting.MEMORY) && memory > 0 && memory < LEAST_MEMORY) {
      throw new ContainerException("Minimum memory limit allowed is 6MB", "give it more");
    }
    if (swap > 0 && memory == 0) {
      throw new ContainerException(
          "You should always set the Memory limit when using Memoryswap limit, see usage",
          "add --memory");
    }
    if (swap > 0 && swap < memory) {
      throw new ContainerException(
          "Minimum memoryswap limit should be larger than memory limit, see usage",
          "--memory-swap is memory and swap together");
    }
    if (memory > 0 && settings.number(Setting.MEMORY_RESERVATION) > memory) {
      throw new ContainerException(
          "Minimum memory limit can not be less than memory reservation limit, see usage",
          "lower --memory-reservation");
    }
  }

  private static void checkProcessors(Settings settings) {
    if (settings.has(Setting.CPUS)
        && (settings.has(Setting.CPU_PERIOD) || settings.has(Setting.CPU_QUOTA))) {
      throw new ContainerException(
          "Conflicting options: CPUs and CPU Period or Quota cannot both be set",
          "--cpus alone says both");
    }
  }

  /// What belongs to the host's users is none of a container's that has its own.
  private static void checkUsers(Settings settings) {
    if (!settings.text(Setting.USERNS).equals("auto")) {
      return;
    }
    if (settings.flag(Setting.PRIVILEGED)) {
      throw new ContainerException(
          "privileged mode is incompatible with user namespaces.", "leave out one of the two");
    }
    for (Setting setting : List.of(Setting.PID, Setting.IPC, Setting.UTS)) {
      String mode = settings.text(setting);
      if (mode.equals("host") || mode.startsWith("container:")) {
        throw new ContainerException(
            "cannot share " + setting.option() + " " + mode + " when user namespaces are enabled",
            "leave out one of the two");
      }
    }
  }

  private static String matching(Pattern pattern, String text, String option) {
    if (!pattern.matcher(text).matches()) {
      throw Amounts.invalid(text, option, "invalid format");
    }
    return text;
  }

  private static String among(String text, String option, Set<String> known) {
    if (!known.contains(text)) {
      throw new ContainerException(
          "--" + option + ": invalid mode: " + text,
          "known are "
              + String.join(", ", known.stream().filter(k -> !k.isEmpty()).sorted().toList()));
    }
    return text;
  }

  private static String shared(String text, String option, Set<String> known) {
    return text.startsWith("container:") && text.length() > "container:".length()
        ? text
        : among(text, option, known);
  }

  private static String userNamespace(String text) {
    if (text.isEmpty() || text.equals("host")) {
      return text;
    }
    if (text.equals("auto")) {
      if (HostCapabilities.inUserNamespace()) {
        throw new ContainerException(
            "--userns=auto needs root",
            "leave it out: without root every container is in a user namespace already");
      }
      return text;
    }
    throw new ContainerException(
        "--userns=" + text + " is not there yet",
        "known are host and auto: with auto root of the container is nobody outside");
  }

  private static String sysctl(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    boolean known =
        name.startsWith("net.") || name.startsWith("fs.mqueue.") || KERNEL_SETTINGS.contains(name);
    if (equals < 0 || !known) {
      throw Amounts.invalid(text, "sysctl", "sysctl '" + text + "' is not allowed");
    }
    return text;
  }

  private static String logDriver(String text) {
    return switch (text) {
      case "", "json-file", "local", "none" -> text;
      case "journald", "syslog", "fluentd", "gelf", "awslogs", "splunk", "gcplogs", "etwlogs" ->
          throw new ContainerException(
              "--log-driver " + text + " is not there yet", "known are json-file, local and none");
      default ->
          throw new ContainerException(
              "logger: no log driver named '" + text + "' is registered",
              "known are json-file, local and none");
    };
  }

  private static String logOption(String text) {
    int equals = text.indexOf('=');
    String key = equals < 0 ? text : text.substring(0, equals);
    String value = text.substring(equals + 1);
    return switch (key) {
      case "max-size" -> "max-size=" + (value.equals("-1") ? 0 : Amounts.bytes(value, "log-opt"));
      case "max-file" -> "max-file=" + Amounts.number(value, "log-opt", 1, Integer.MAX_VALUE);
      default ->
          throw new ContainerException(
              "unknown log opt '" + key + "'", "known are max-size and max-file");
    };
  }

  private static String address(String text) {
    if (!text.matches("[0-9a-fA-F:.%a-z]+") || text.chars().noneMatch(c -> c == '.' || c == ':')) {
      throw Amounts.invalid(text, "dns", text + " is not an ip address");
    }
    return text;
  }
}
