package dev.slipway.builder.solve;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.ExtraHost;
import dev.slipway.builder.NetworkAccess;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.graph.Step;
import dev.slipway.image.ImageException;
import dev.slipway.image.Platform;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.UserDatabase;
import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.Emulator;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.device.GrantedDevices;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.runtime.step.StepNetwork;
import dev.slipway.runtime.step.StepRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the container of a `RUN` is made of.
final class RunRequests {
  private static final String HOSTNAME = "buildkitsandbox";

  private final BuildParts parts;
  private final LayerFiles files;
  private final Map<Wanted, UserDatabase.User> users = new HashMap<>();

  RunRequests(BuildParts parts, LayerFiles files) {
    this.parts = parts;
    this.files = files;
  }

  /// Where a step's process prints, and whether that is a terminal.
  record Streams(OutputStream out, OutputStream err, boolean terminal) {}

  /// @param root the step's own, over its parent's layers
  StepRequest request(
      Step.Run step,
      StepResult parent,
      RootStack root,
      RunMounts mounts,
      RunNetworks.Lease network,
      Streams streams)
      throws IOException {
    HostCertificates certificates = parts.hostCertificates() ? HostCertificates.ofHost() : null;
    if (certificates != null) {
      mounts.add(certificates.mount());
    }
    GrantedDevices devices = GrantedDevices.of(step.access().devices());
    mounts.add(devices.mounts());
    return new StepRequest(
        root,
        devices.with(process(step, parent, mounts.variables(), certificates, streams.terminal())),
        mounts.mounts(),
        network.network(),
        HOSTNAME,
        hosts(step.access().settings().hosts(), network.gateway()),
        step.access().insecure() ? Confinement.NONE : Confinement.SANDBOX,
        step.access().settings().resources(),
        devices.nodes(),
        emulator(step.access().foreign()),
        streams.out(),
        streams.err());
  }

  RunNetworks.Lease network(NetworkAccess access) throws IOException, InterruptedException {
    return switch (access) {
      case DEFAULT -> parts.networks().lease();
      case NONE -> RunNetworks.fixed(new StepNetwork.None());
      case HOST -> RunNetworks.fixed(new StepNetwork.Host());
    };
  }

  private static @Nullable Emulator emulator(@Nullable Platform foreign) throws IOException {
    return foreign == null
        ? null
        : Emulator.find(foreign.architecture(), foreign.format()).orElse(null);
  }

  /// Where there is no network there is no gateway either, and the name stays unknown.
  private static List<String> hosts(List<ExtraHost> hosts, Optional<String> gateway) {
    var lines = new ArrayList<String>();
    for (ExtraHost host : hosts) {
      boolean symbolic = host.address().equals(ExtraHost.GATEWAY);
      Optional<String> address = symbolic ? gateway : Optional.of(host.address());
      address.ifPresent(known -> lines.add(host.name() + "=" + known));
    }
    return lines;
  }

  static BuildException failed(Step.Run step, String how) {
    return failed(step, how, null);
  }

  /// @param hint what to do about it, where that is known
  static BuildException failed(Step.Run step, String how, @Nullable String hint) {
    return BuildException.of(
        "process \""
            + String.join(" ", step.arguments())
            + "\" did not complete successfully: "
            + how,
        hint);
  }

  private ProcessSpec process(
      Step.Run step,
      StepResult parent,
      Map<String, String> secrets,
      @Nullable HostCertificates certificates,
      boolean terminal)
      throws IOException {
    UserDatabase.User user = user(step, parent);
    var environment = new TreeMap<>(step.environment());
    environment.putAll(step.proxies());
    environment.putIfAbsent("HOME", user.home());
    environment.putAll(secrets);
    if (certificates != null) {
      certificates.putInto(environment);
    }
    var variables = new ArrayList<String>();
    for (Map.Entry<String, String> each : environment.entrySet()) {
      variables.add(each.getKey() + "=" + each.getValue());
    }
    return new ProcessSpec(
        step.arguments(),
        variables,
        step.workingDirectory(),
        new ProcessUser(user.uid(), user.gid(), user.additionalGids()),
        terminal);
  }

  /// A user of a stack of layers.
  private record Wanted(List<ResultLayer> layers, String user) {}

  /// Steps mostly run as the one before, in files that have the same users; steps side by side wait
  /// for the first that asks.
  private synchronized UserDatabase.User user(Step.Run step, StepResult parent) throws IOException {
    var wanted = new Wanted(LayerFiles.withFiles(parent.layers()), step.user());
    UserDatabase.User known = users.get(wanted);
    if (known == null) {
      known = user(step, files.tree(parent.layers()));
      users.put(wanted, known);
    }
    return known;
  }

  private static UserDatabase.User user(Step.Run step, FileTree tree) throws IOException {
    try {
      return UserDatabase.of(tree).user(step.user());
    } catch (ImageException unknown) {
      throw failed(step, String.valueOf(unknown.getMessage())).causedBy(unknown);
    }
  }
}
