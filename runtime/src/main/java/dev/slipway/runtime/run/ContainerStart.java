package dev.slipway.runtime.run;

import dev.slipway.image.ImageException;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.isolation.Capabilities;
import dev.slipway.runtime.isolation.IsolationSpec;
import dev.slipway.runtime.isolation.NetworkChoice;
import dev.slipway.runtime.isolation.OciConfig;
import dev.slipway.runtime.network.NetworkEndpoint;
import dev.slipway.runtime.network.PortMapping;
import dev.slipway.runtime.network.Protocol;
import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final String keeperName;

  ContainerStart(
      ContainerHost host, HostTools tools, ContainerRecord record, Optional<Terminal.Size> size) {
    this.host = host;
    this.tools = tools;
    this.record = record;
    this.files = host.records().files(record.containerId());
    this.size = size;
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
      Task<Optional<NetworkEndpoint>> network = scope.fork(this::attachNetwork);
      try (PrivateRoot root = PrivateRoot.mount(host, files, record)) {
        try (NetworkEndpoint endpoint = endpoint(scope, network)) {
          RunRecord run = created(preparing, root, endpoint, attach).asStarted(Instant.now());
          host.records().writeRun(files.id(), run);
          Attachment attachment = attach ? Attachment.open(files) : null;
          tools.runtime().start(files.id(), record.arguments().getFirst());
          return attachment;
        }
      }
    }
  }

  private Optional<NetworkEndpoint> attachNetwork() throws IOException, InterruptedException {
    return record.network() == NetworkMode.BRIDGE
        ? Optional.of(host.network().attach(files.id().hex(), mappings()))
        : Optional.empty();
  }

  /// Null for a container without a network of ours; `try` takes that.
  private static @Nullable NetworkEndpoint endpoint(
      TaskScope scope, Task<Optional<NetworkEndpoint>> network)
      throws IOException, InterruptedException {
    try {
      scope.join();
      return network.get().orElse(null);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException io -> throw io;
        case RuntimeException unchecked -> throw unchecked;
        case InterruptedException interrupted -> throw interrupted;
        case null, default -> throw new IOException(failed.getCause());
      }
    }
  }

  private RunRecord created(
      RunRecord preparing, PrivateRoot root, @Nullable NetworkEndpoint endpoint, boolean attach)
      throws IOException, InterruptedException {
    HostFiles.View view =
        endpoint == null
            ? HostFiles.View.of(record.network())
            : new HostFiles.View(endpoint.address(), endpoint.gateway(), endpoint.resolvConf());
    List<RuntimeMount> mounts = new ArrayList<>(HostFiles.write(files, record, view));
    mounts.addAll(root.volumes());
    Files.write(files.bundleConfig(), OciConfig.write(isolation(root, mounts, endpoint), size()));
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
            Keeper.exitCommand(files, keeperName, cleanup()));
    long pid = tools.conmon().create(request);
    RunRecord run =
        preparing.withProcesses(ProcessIdentity.of(pid), ProcessIdentity.of(monitorPid()));
    return endpoint == null
        ? run
        : run.withNetwork(endpoint.address(), endpoint.gateway(), published(endpoint.ports()));
  }

  private IsolationSpec isolation(
      PrivateRoot root, List<RuntimeMount> mounts, @Nullable NetworkEndpoint endpoint) {
    NetworkChoice network =
        endpoint != null
            ? new NetworkChoice.Existing(endpoint.namespace())
            : record.network() == NetworkMode.HOST
                ? new NetworkChoice.Host()
                : new NetworkChoice.None();
    return new IsolationSpec(
        files.rootfs(),
        false,
        root.process(),
        mounts,
        network,
        record.hostname(),
        Capabilities.DEFAULT,
        false);
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

  private List<PortMapping> mappings() {
    return record.ports().stream()
        .map(port ->
            new PortMapping(
                port.hostAddress(),
                port.hostPort(),
                port.containerPort(),
                Protocol.valueOf(port.protocol().toUpperCase(Locale.ROOT))))
        .toList();
  }

  private static List<PortRecord> published(List<PortMapping> ports) {
    return ports.stream()
        .map(port ->
            new PortRecord(
                port.hostAddress(), port.hostPort(), port.containerPort(), port.protocol().text()))
        .toList();
  }
}
