package dev.slipway.runtime.isolation;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Root's single powers (capabilities(7)).
public final class Capabilities {
  /// What a container's root has unless asked otherwise: Docker's set.
  public static final List<String> DEFAULT =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_FSETID",
          "CAP_FOWNER",
          "CAP_MKNOD",
          "CAP_NET_RAW",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETFCAP",
          "CAP_SETPCAP",
          "CAP_NET_BIND_SERVICE",
          "CAP_SYS_CHROOT",
          "CAP_KILL",
          "CAP_AUDIT_WRITE");

  private static final String EVERY = "ALL";

  /// By number, from 0.
  private static final List<String> ALL =
      List.of(
          "CAP_CHOWN",
          "CAP_DAC_OVERRIDE",
          "CAP_DAC_READ_SEARCH",
          "CAP_FOWNER",
          "CAP_FSETID",
          "CAP_KILL",
          "CAP_SETGID",
          "CAP_SETUID",
          "CAP_SETPCAP",
          "CAP_LINUX_IMMUTABLE",
          "CAP_NET_BIND_SERVICE",
          "CAP_NET_BROADCAST",
          "CAP_NET_ADMIN",
          "CAP_NET_RAW",
          "CAP_IPC_LOCK",
          "CAP_IPC_OWNER",
          "CAP_SYS_MODULE",
          "CAP_SYS_RAWIO",
          "CAP_SYS_CHROOT",
          "CAP_SYS_PTRACE",
          "CAP_SYS_PACCT",
          "CAP_SYS_ADMIN",
          "CAP_SYS_BOOT",
          "CAP_SYS_NICE",
          "CAP_SYS_RESOURCE",
          "CAP_SYS_TIME",
          "CAP_SYS_TTY_CONFIG",
          "CAP_MKNOD",
          "CAP_LEASE",
          "CAP_AUDIT_WRITE",
          "CAP_AUDIT_CONTROL",
          "CAP_SETFCAP",
          "CAP_MAC_OVERRIDE",
          "CAP_MAC_ADMIN",
          "CAP_SYSLOG",
          "CAP_WAKE_ALARM",
          "CAP_BLOCK_SUSPEND",
          "CAP_AUDIT_READ",
          "CAP_PERFMON",
          "CAP_BPF",
          "CAP_CHECKPOINT_RESTORE");

  private Capabilities() {}

  /// The set of a container, in the order of the default one.
  ///
  /// @param added `NET_ADMIN`, `CAP_NET_ADMIN` or `ALL`
  /// @throws ContainerException there is no such capability
  public static List<String> of(List<String> added, List<String> dropped) {
    if (added.isEmpty() && dropped.isEmpty()) {
      return DEFAULT;
    }
    Set<String> set = new LinkedHashSet<>();
    List<String> adds = added.stream().map(name -> named(name, "CapAdd")).toList();
    List<String> drops = dropped.stream().map(name -> named(name, "CapDrop")).toList();
    set.addAll(adds.contains(EVERY) ? ALL : drops.contains(EVERY) ? List.of() : DEFAULT);
    set.addAll(adds);
    drops.forEach(set::remove);
    set.remove(EVERY);
    return List.copyOf(set);
  }

  private static String named(String name, String option) {
    String upper = name.toUpperCase(Locale.ROOT);
    String whole = upper.equals(EVERY) || upper.startsWith("CAP_") ? upper : "CAP_" + upper;
    if (!whole.equals(EVERY) && !ALL.contains(whole)) {
      throw new ContainerException(
          "invalid " + option + ": unknown capability: \"" + whole + "\"",
          "capabilities(7) lists them");
    }
    return whole;
  }

  /// Those that this process has: no container can get more.
  public static List<String> ofThisProcess() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("CapEff:")) {
        return named(Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16));
      }
    }
    return DEFAULT;
  }

  private static List<String> named(long mask) {
    var names = new ArrayList<String>();
    for (int number = 0; number < ALL.size(); number++) {
      if ((mask >>> number & 1) == 1) {
        names.add(ALL.get(number));
      }
    }
    return names;
  }
}
