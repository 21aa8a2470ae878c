package dev.slipway.builder.solve;

import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildException.FailedStep;
import dev.slipway.builder.ExtraHost;
import dev.slipway.builder.NetworkAccess;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.image.ImageException;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.UserDatabase;
import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.device.GrantedDevices;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.runtime.step.StepNetwork;
import dev.slipway.runtime.step.StepRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs a `RUN`: one container on a private overlay, whose upper directory is the step's layer.
final class RunExecution {
  private static final String HOSTNAME = "buildkitsandbox";

  private final BuildParts parts;
  private final KnownSteps known;
  private final LayerFiles files;
  private final Semaphore heavy;

  /// @param heavy how many may run at once
  RunExecution(BuildParts parts, KnownSteps known, LayerFiles files, Semaphore heavy) {
    this.parts = parts;
    this.known = known;
    this.files = files;
    this.heavy = heavy;
  }

  /// @param results of the steps that its mounts take files from
  /// @param copies knows what is in those files
  StepResult run(
      Progress.Entry entry,
      Step.Run step,
      StepResult parent,
      Function<Step, StepResult> results,
      CopyExecution copies)
      throws IOException, InterruptedException {
    return known.get(
        entry,
        parent,
        StepInputs.of(step, parent.key(), bindFiles(step, results, copies)),
        () -> {
          heavy.acquire();
          try {
            return inContainer(entry, step, parent, results);
          } finally {
            heavy.release();
          }
        });
  }

  /// What bind mounts show is an input by its content; the whole of a stage or an image by what
  /// made it, because reading it all would take longer than most steps.
  private static List<String> bindFiles(
      Step.Run step, Function<Step, StepResult> results, CopyExecution copies) throws IOException {
    var contents = new ArrayList<String>();
    for (StepMount mount : step.mounts()) {
      if (mount instanceof StepMount.Bind bind) {
        StepResult from = results.apply(bind.from());
        boolean whole = bind.source().equals("/") || bind.from() instanceof Step.Copy;
        contents.add(whole ? from.key().hex() : copies.content(from, bind.source()).toString());
      }
    }
    return contents;
  }

  private ResultLayer inContainer(
      Progress.Entry entry, Step.Run step, StepResult parent, Function<Step, StepResult> results)
      throws IOException, InterruptedException {
    var outputs = new StepOutputs(entry);
    try (Snapshots.Draft draft = parts.snapshots().draft();
        RunNetworks.Lease network = network(step.access().settings().network());
        RunMounts mounts = new RunMounts(parts, files, results)) {
      mounts.open(step);
      HostCertificates certificates = parts.hostCertificates() ? HostCertificates.ofHost() : null;
      if (certificates != null) {
        mounts.add(certificates.mount());
      }
      GrantedDevices devices = GrantedDevices.of(step.access().devices());
      mounts.add(devices.mounts());
      var request =
          new StepRequest(
              new RootStack(files.roots(parent.layers()), draft.upper(), draft.work()),
              devices.with(process(step, parent, mounts.variables(), certificates)),
              mounts.mounts(),
              network.network(),
              HOSTNAME,
              hosts(step.access().settings().hosts(), network.gateway()),
              step.access().insecure() ? Confinement.NONE : Confinement.SANDBOX,
              step.access().settings().resources(),
              devices.nodes(),
              outputs.stream(OutputStreamKind.STDOUT),
              outputs.stream(OutputStreamKind.STDERR));
      int exitCode = parts.runner().get().run(request);
      outputs.finish();
      if (exitCode != 0) {
        throw failed(step, "exit code: " + exitCode)
            .inStep(
                new FailedStep(
                    entry.number(), entry.title(), Optional.of(exitCode), outputs.lastLines()));
      }
      return draft.keep();
    }
  }

  private RunNetworks.Lease network(NetworkAccess access) throws IOException, InterruptedException {
    return switch (access) {
      case DEFAULT -> parts.networks().lease();
      case NONE -> RunNetworks.fixed(new StepNetwork.None());
      case HOST -> RunNetworks.fixed(new StepNetwork.Host());
    };
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

  private static BuildException failed(Step.Run step, String how) {
    return BuildException.of(
        "process \""
            + String.join(" ", step.arguments())
            + "\" did not complete successfully: "
            + how);
  }

  private ProcessSpec process(
      Step.Run step,
      StepResult parent,
      Map<String, String> secrets,
      @Nullable HostCertificates certificates)
      throws IOException {
    UserDatabase.User user = user(step, files.tree(parent.layers()));
    var environment = new TreeMap<>(step.environment());
    environment.putAll(step.proxies());
    environment.putIfAbsent("HOME", user.home());
    environment.putAll(secrets);
    if (certificates != null) {
      certificates.putInto(environment);
    }
    return new ProcessSpec(
        step.arguments(),
        environment.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList(),
        step.workingDirectory(),
        new ProcessUser(user.uid(), user.gid(), user.additionalGids()),
        false);
  }

  private static UserDatabase.User user(Step.Run step, FileTree tree) throws IOException {
    try {
      return UserDatabase.of(tree).user(step.user());
    } catch (ImageException unknown) {
      throw failed(step, String.valueOf(unknown.getMessage())).causedBy(unknown);
    }
  }
}
