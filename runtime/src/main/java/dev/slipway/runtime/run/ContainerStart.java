package dev.slipway.runtime.run;

import dev.slipway.image.ImageException;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.cgroup.ControlGroup;
import dev.slipway.runtime.isolation.IsolationOptions;
import dev.slipway.runtime.isolation.IsolationSpec;
import dev.slipway.runtime.isolation.OciConfig;
import dev.slipway.runtime.network.NetworkEndpoint;
import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// One start of one container, whose lock the caller holds.
///
/// The network is made while the root is mounted. conmon runs beside us in the host's mount
/// namespace and enters the root's only for the OCI runtime's `create`; so the mounts live exactly
/// as long as the container's own processes, and nobody else ever sees them.
final class ContainerStart {
  private static final int TRIES = 100;

  private final ContainerHost host;
  private final HostTools tools;
  private final ContainerRecord record;
  private final ContainerFiles files;
  private final Optional<Terminal.Size> size;
  private final StartWatcher watcher;
  private final String keeperName;

  ContainerStart(
      ContainerHost host,
      HostTools tools,
      ContainerRecord record,
      Optional<Terminal.Size> size,
      StartWatcher watcher) {
    this.host = host;
    this.tools = tools;
    this.record = record;
    this.files = host.records().files(record.containerId());
    this.size = size;
    this.watcher = watcher;
    this.keeperName = "keeper-" + Long.toHexString(System.nanoTime());
  }

  /// @throws ContainerException after everything of the try has been taken back
  StartedContainer start(boolean attach) throws IOException, InterruptedException {
    RunRecord preparing = RunRecord.preparing(tools.states().bootId(), Instant.now(), keeperName);
    boolean done = false;
    Keeper keeper = null;
    try {
      prepareDirectories();
      keeper = Keeper.create(files, keeperName);
      Attachment attachment = create(preparing, attach);
      done = true;
      return new StartedContainer(keeper, attachment);
    } catch (ContainerException refused) {
      takeBack(preparing.failed(refused.getMessage() == null ? "" : refused.getMessage()));
      throw refused;
    } catch (ImageException unusable) { // A layer cannot be unpacked here.
      takeBack(preparing.failed(String.valueOf(unusable.getMessage())));
      throw new ContainerException(
          String.valueOf(unusable.getMessage()),
          Objects.requireNonNullElse(unusable.hint(), "slipway info shows what this host offers"),
          unusable);
    } catch (IOException failed) {
      takeBack(preparing.failed(String.valueOf(failed.getMessage())), failed);
      throw new ContainerException(
          "the container could not be started: " + failed.getMessage(),
          "slipway info shows where the store is; df shows whether it is full",
          failed);
    } finally {
      if (!done) {
        takeBack(preparing.failed("interrupted"));
        if (keeper != null) {
          keeper.close();
        }
      }
    }
  }

  /// A full disk takes no record of the failure either; but what is held is given back.
  private void takeBack(RunRecord failedRun, IOException failure) throws InterruptedException {
    try {
      takeBack(failedRun);
    } catch (IOException furtherFailure) {
      failure.addSuppressed(furtherFailure);
    }
  }

  private void takeBack(RunRecord failed) throws IOException, InterruptedException {
    if (Files.exists(files.volatileDirectory())) {
      try {
        host.records().writeRun(files.id(), failed);
      } finally {
        tools.takeBack(files, record, null);
      }
    }
  }

  private void prepareDirectories() throws IOException {
    FileTreeRemoval.remove(files.persist());
    Files.createDirectories(files.persist());
    Files.createDirectories(files.upper());
    Files.createDirectories(files.work());
    makeRoot();
    Files.createDirectories(tools.runtime().state());
  }

  /// The end of the store's last other container removes the directories above, see [HostTools].
  private void makeRoot() throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        Files.createDirectories(files.rootfs());
        return;
      } catch (NoSuchFileException removed) {
        if (tries == TRIES) {
          throw removed;
        }
      }
    }
  }

  private @Nullable Attachment create(RunRecord preparing, boolean attach)
      throws IOException, InterruptedException {
    try (var scope = TaskScope.open("start")) {
      Task<Optional<NetworkEndpoint>> network =
          scope.fork(() -> StartNetwork.attach(host, record, tools.runtime().environment()));
      try (PrivateRoot root = PrivateRoot.mount(host, files, record)) {
        try (NetworkEndpoint endpoint = endpoint(scope, network)) {
          RunRecord run = created(preparing, root, endpoint, attach).asStarted(Instant.now());
          host.records().writeRun(files.id(), run);
          Attachment attachment = attach ? Attachment.open(files) : null;
          watcher.created(run.process().pid());
          tools.runtime().start(files.id(), record.arguments().getFirst());
          return attachment;
        }
      }
    }
  }

  /// Null for a container without a network of ours; `try` takes that.
  private static @Nullable NetworkEndpoint endpoint(
      TaskScope scope, Task<Optional<NetworkEndpoint>> network)
      throws IOException, InterruptedException {
    try {
      scope.join();
      return network.get().orElse(null);
    } catch (ExecutionException failed) {
      throw TaskScope.unwrapped(failed);
    }
  }

  private RunRecord created(
      RunRecord preparing, PrivateRoot root, @Nullable NetworkEndpoint endpoint, boolean attach)
      throws IOException, InterruptedException {
    var confinement = new ContainerIsolation(record, host.records());
    List<RuntimeMount> mounts = new ArrayList<>(StartNetwork.files(host, files, record, endpoint));
    mounts.addAll(confinement.sharedMemory());
    if (record.settings().flag(Setting.INIT)) {
      mounts.add(InitProcess.mount());
    }
    mounts.addAll(root.volumes());
    Files.write(
        files.bundleConfig(),
        OciConfig.write(isolation(root, mounts, confinement, endpoint), size()));
    var request =
        new Conmon.Request(
            files,
            record.name(),
            record.arguments().getFirst(),
            root.enter(
                HostCapabilities.require("nsenter", "util-linux", "it enters a container's root"),
                tools.runtime().commandLine()),
            record.stdin(),
            record.terminal() || !attach,
            record.terminal(),
            Keeper.exitCommand(files, keeperName, cleanup()),
            LogOptions.of(record.settings()));
    Optional<ControlGroup> group = ContainerGroups.create(record);
    long pid = tools.conmon().create(request);
    if (group.isPresent()) {
      group.get().add(pid);
    }
    RunRecord run =
        preparing.withProcesses(ProcessIdentity.of(pid), ProcessIdentity.of(monitorPid()));
    return endpoint == null
        ? run
        : run.withNetwork(endpoint.links(), StartNetwork.published(endpoint.ports()));
  }

  private IsolationSpec isolation(
      PrivateRoot root,
      List<RuntimeMount> mounts,
      ContainerIsolation confinement,
      @Nullable NetworkEndpoint endpoint)
      throws IOException {
    IsolationOptions options = confinement.options();
    return new IsolationSpec(
        files.rootfs(),
        options.readOnlyRoot(),
        record.settings().flag(Setting.INIT) ? InitProcess.before(root.process()) : root.process(),
        mounts,
        StartNetwork.choice(record, confinement, endpoint),
        record.hostname(),
        confinement.capabilities(),
        false,
        confinement.confinement(),
        confinement.resources(),
        confinement.devices(),
        options,
        null);
  }

  private int @Nullable [] size() {
    return size.map(known -> new int[] {known.rows(), known.columns()}).orElse(null);
  }

  private List<String> cleanup() {
    if (host.cleanup().isEmpty()) {
      return List.of();
    }
    var command = new ArrayList<>(host.cleanup());
    command.add(files.id().hex());
    return command;
  }

  private long monitorPid() throws IOException {
    return Long.parseLong(Files.readString(files.monitorPidFile()).strip());
  }
}
