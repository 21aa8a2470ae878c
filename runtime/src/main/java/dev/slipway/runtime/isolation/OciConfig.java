package dev.slipway.runtime.isolation;

import dev.slipway.image.json.JsonAdapters;
import dev.slipway.linux.Namespaces;
import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.DeviceNode;
import dev.slipway.runtime.Emulator;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.ResourceLimit;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the OCI runtime's `config.json`.
public final class OciConfig {
  /// What Docker hides of the kernel.
  private static final List<String> MASKED =
      List.of(
          "/proc/acpi",
          "/proc/asound",
          "/proc/interrupts",
          "/proc/kcore",
          "/proc/keys",
          "/proc/latency_stats",
          "/proc/sched_debug",
          "/proc/scsi",
          "/proc/timer_list",
          "/proc/timer_stats",
          "/sys/devices/virtual/powercap",
          "/sys/firmware");

  private static final List<String> READ_ONLY =
      List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

  private static final Jsonb JSON = adapters();

  private OciConfig() {}

  private static Jsonb adapters() {
    Jsonb.Builder builder = JsonAdapters.builder().serializeEmpty(true);
    new IsolationJsonComponent().register(builder);
    return builder.build();
  }

  /// @param consoleSize rows and columns of a terminal; null: unknown
  public static byte[] write(IsolationSpec spec, int @Nullable [] consoleSize) throws IOException {
    return write(spec, consoleSize, null);
  }

  /// @param cgroup where its control group is to be made; null where it gets none
  static byte[] write(IsolationSpec spec, int @Nullable [] consoleSize, @Nullable String cgroup)
      throws IOException {
    Emulator emulator = spec.emulator();
    boolean confined = spec.confinement() == Confinement.SANDBOX;
    IsolationOptions options = spec.options();
    boolean hidden = confined && options.systemPaths();
    boolean ownName = !options.uts().equals("host");
    var document =
        new OciSpec(
            "1.0.2",
            process(
                spec.process(),
                spec.capabilities(),
                spec.resources().limits(),
                options,
                consoleSize),
            new OciSpec.OciRoot(spec.root().toString(), spec.readOnlyRoot()),
            ownName ? spec.hostname() : null,
            options.domainname().isEmpty() || !ownName ? null : options.domainname(),
            OciMounts.of(spec),
            new OciSpec.OciLinux(
                namespaces(spec.network(), options, emulator != null || options.firstUser() != 0),
                hidden ? MASKED : List.of(),
                hidden ? READ_ONLY : List.of(),
                devices(spec),
                cgroup,
                options.sysctls().isEmpty() ? null : options.sysctls(),
                SeccompDocument.of(options.seccomp(), spec.capabilities()),
                ids(emulator, options, "uid_map"),
                ids(emulator, options, "gid_map")),
            emulator == null ? null : ForeignPrograms.hooks(emulator, spec.root()),
            annotations(spec, confined));
    return JSON.type(OciSpec.class).toJsonBytes(document);
  }

  /// Null for a container without a user namespace of its own.
  private static @Nullable List<OciSpec.OciIdMapping> ids(
      @Nullable Emulator emulator, IsolationOptions options, String map) throws IOException {
    if (options.firstUser() != 0) {
      return List.of(new OciSpec.OciIdMapping(0, options.firstUser(), IsolationOptions.USERS));
    }
    return emulator == null ? null : ForeignPrograms.sameIds(map);
  }

  /// Null where there are none but those that each container has.
  private static @Nullable List<OciSpec.OciDevice> devices(IsolationSpec spec) throws IOException {
    boolean confined = spec.confinement() == Confinement.SANDBOX;
    if (confined && spec.devices().isEmpty()) {
      return null;
    }
    Map<String, OciSpec.OciDevice> devices = new LinkedHashMap<>();
    if (!confined) {
      HostDevices.list().forEach(device -> devices.put(device.path(), device));
    }
    for (DeviceNode node : spec.devices()) {
      devices.put(
          node.path(),
          new OciSpec.OciDevice(
              node.path(),
              node.block() ? "b" : "c",
              node.major(),
              node.minor(),
              node.mode(),
              node.uid(),
              node.gid()));
    }
    return List.copyOf(devices.values());
  }

  private static @Nullable Map<String, String> annotations(IsolationSpec spec, boolean confined) {
    String seccomp = spec.options().seccomp();
    Map<String, String> annotations = new LinkedHashMap<>(spec.options().annotations());
    if (confined && seccomp != null && seccomp.isEmpty()) {
      annotations.put(
          "run.oci.seccomp_bpf_data", SeccompProfile.forCapabilities(spec.capabilities()));
    }
    return annotations.isEmpty() ? null : annotations;
  }

  /// The document that describes a further process of a container.
  ///
  /// @param consoleSize rows and columns of a terminal; null: unknown
  public static byte[] writeProcess(
      ProcessSpec process,
      List<String> capabilities,
      List<ResourceLimit> limits,
      IsolationOptions options,
      int @Nullable [] consoleSize)
      throws IOException {
    return JSON.type(OciSpec.OciProcess.class)
        .toJsonBytes(process(process, capabilities, limits, options, consoleSize));
  }

  private static OciSpec.OciProcess process(
      ProcessSpec process,
      List<String> capabilities,
      List<ResourceLimit> limits,
      IsolationOptions options,
      int @Nullable [] consoleSize)
      throws IOException {
    // Another user than root has no capabilities in force, but may get them from a setuid program.
    List<String> inForce = process.user().uid() == 0 ? capabilities : List.of();
    return new OciSpec.OciProcess(
        process.terminal(),
        consoleSize == null ? null : new OciSpec.ConsoleSize(consoleSize[0], consoleSize[1]),
        user(process.user()),
        process.arguments(),
        process.environment(),
        process.workingDirectory(),
        new OciSpec.CapabilitySets(capabilities, inForce, inForce),
        ResourceLimits.of(limits),
        options.noNewPrivileges(),
        options.oomScoreAdjustment(),
        options.appArmor());
  }

  /// The group itself is among the supplementary ones, as Docker has it: else a file that its group
  /// may not read could be read by dropping it.
  private static OciSpec.OciUser user(ProcessUser user) {
    if (Namespaces.hasSingleGroup()) {
      return new OciSpec.OciUser(user.uid(), user.gid(), null);
    }
    Set<Long> groups = new LinkedHashSet<>(List.of(user.gid()));
    groups.addAll(user.additionalGids());
    return new OciSpec.OciUser(user.uid(), user.gid(), List.copyOf(groups));
  }

  private static List<OciSpec.OciNamespace> namespaces(
      NetworkChoice network, IsolationOptions options, boolean user) {
    List<OciSpec.OciNamespace> namespaces = new ArrayList<>();
    addNamespace("pid", options.pid(), namespaces);
    addNamespace("ipc", options.ipc(), namespaces);
    addNamespace("uts", options.uts(), namespaces);
    namespaces.add(new OciSpec.OciNamespace("mount", null));
    if (user) {
      namespaces.add(new OciSpec.OciNamespace("user", null));
    }
    switch (network) {
      case NetworkChoice.Host() -> {}
      case NetworkChoice.None() -> namespaces.add(new OciSpec.OciNamespace("network", null));
      case NetworkChoice.Existing(var path) ->
          namespaces.add(new OciSpec.OciNamespace("network", path.toString()));
    }
    return namespaces;
  }

  /// @param whose see [IsolationOptions]
  private static void addNamespace(
      String type, String whose, List<OciSpec.OciNamespace> namespaces) {
    if (!whose.equals("host")) {
      namespaces.add(new OciSpec.OciNamespace(type, whose.isEmpty() ? null : whose));
    }
  }
}
