package dev.slipway.engine.container;

import dev.slipway.engine.create.ContainerRequest;
import dev.slipway.engine.event.StoreEvents;
import dev.slipway.engine.inspect.ContainerInspection;
import dev.slipway.engine.vocabulary.PruneReport;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.store.DiskUsage;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.Pollable;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.SignalName;
import dev.slipway.runtime.network.Network;
import dev.slipway.runtime.network.PastaNetwork.Lifetime;
import dev.slipway.runtime.network.UserNetworks;
import dev.slipway.runtime.rootfs.LayerProviders;
import dev.slipway.runtime.run.Attachment;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerExec;
import dev.slipway.runtime.run.ContainerHost;
import dev.slipway.runtime.run.ContainerId;
import dev.slipway.runtime.run.ContainerLifecycle;
import dev.slipway.runtime.run.ContainerLogs;
import dev.slipway.runtime.run.ContainerRecords;
import dev.slipway.runtime.run.DamagedContainer;
import dev.slipway.runtime.run.ExecRequest;
import dev.slipway.runtime.run.HeadStart;
import dev.slipway.runtime.run.LogLine;
import dev.slipway.runtime.run.LogQuery;
import dev.slipway.runtime.run.Restarts;
import dev.slipway.runtime.run.RunEnd;
import dev.slipway.runtime.run.StartWatcher;
import dev.slipway.runtime.run.StartedContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What users do with containers. A container is meant by its name, its ID or the beginning of its
/// ID.
public final class Containers {
  private static final String AREA = "containers";

  private final SlipwayLocations locations;
  private final List<String> cleanup;
  private final ContainerRecords records;

  /// @param cleanup see [ContainerHost]
  public Containers(SlipwayLocations locations, List<String> cleanup) {
    this.locations = locations;
    this.cleanup = List.copyOf(cleanup);
    this.records = records(locations);
  }

  public static ContainerRecords records(SlipwayLocations locations) {
    return new ContainerRecords(locations.root().resolve(AREA), locations.run());
  }

  /// Every container that can be read, the newest first. Reads small files only.
  ///
  /// @param damaged is told of those that cannot
  public List<Container> list(Consumer<DamagedContainer> damaged) throws IOException {
    return records.list(damaged);
  }

  /// How many containers each image has, by the image's ID; those that cannot be read count for
  /// none.
  public Map<Digest, Integer> countByImage() throws IOException {
    return ContainerCounts.byImage(records.list(_ -> {}));
  }

  /// @throws ContainerException there is no such container, or several
  public Container find(String word) throws IOException {
    return records.find(word);
  }

  /// Whether there is one, readable or not.
  public boolean exists(String word) throws IOException {
    return records.locate(word).isPresent();
  }

  /// Begins what a start will wait for; worth it for a command that is about to start something.
  public static void beginHeadStart() {
    HeadStart.begin();
  }

  /// Makes a container that has not run yet. Relative paths of volumes continue the working
  /// directory of this process.
  public Container create(ContainerRequest request) throws IOException, InterruptedException {
    return create(request, false);
  }

  /// As [#create], for a container that is started at once: it does not stay where this process is
  /// killed before it runs and it was to go with its end.
  public Container createToStart(ContainerRequest request)
      throws IOException, InterruptedException {
    return create(request, true);
  }

  private Container create(ContainerRequest request, boolean toStart)
      throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      return new ContainerCreation(store, host(store)).create(request, AREA, toStart);
    }
  }

  private UserNetworks networks(ImageStore store) {
    return new UserNetworks(locations.root().resolve("networks"), store.locks());
  }

  public ContainerHost host(ImageStore store) {
    return new ContainerHost(
        records,
        store.locks(),
        LayerProviders.of(store, locations.rootfs()),
        Network.of(locations.run(), Lifetime.CONTAINER),
        networks(store),
        VolumeStore.volumes(locations.root(), store),
        locations.run(),
        cleanup);
  }

  private ContainerLifecycle lifecycle(ImageStore store) throws IOException {
    return new ContainerLifecycle(host(store));
  }

  /// Starts a container that does not run.
  ///
  /// @param attach whether its streams are wanted
  /// @param size of its terminal, if it has one
  public StartedContainer start(Container container, boolean attach, Optional<Terminal.Size> size)
      throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      return lifecycle(store).start(container.id(), attach, size);
    }
  }

  /// As [#start] without its streams; `watcher` is told of its process before it is the program.
  public void start(Container container, StartWatcher watcher)
      throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      lifecycle(store).start(container.id(), false, Optional.empty(), watcher).close();
    }
  }

  /// Starts a container that has ended once more, if it was made so; waits as long as its policy
  /// says before.
  ///
  /// @return empty: it is not started
  public Optional<StartedContainer> startAgain(
      ContainerId id, boolean attach, Optional<Terminal.Size> size)
      throws IOException, InterruptedException {
    if (!new Restarts(records).await(id)) {
      return Optional.empty();
    }
    try (ImageStore store = ImageStore.open(locations.root())) {
      return Optional.of(lifecycle(store).startAgain(id, attach, size));
    }
  }

  /// Connects to the streams of a running container.
  public StartedContainer attach(Container container) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return lifecycle(store).attach(container);
    }
  }

  /// Tells its terminal a new size.
  public void resize(Container container, Attachment attachment, Terminal.Size size)
      throws IOException {
    records.events().resized(container.record(), size);
    attachment.resize(size);
  }

  /// Notes that a user left a container, which goes on without them.
  public void noteLeft(Container container) {
    records.events().append(container.record(), "detach");
  }

  /// Waits until the container does not run.
  ///
  /// @return null if it never ran, or is gone
  public @Nullable RunEnd await(ContainerId id) throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return lifecycle(store).awaitEnd(id);
    }
  }

  /// Takes back what an ended run still holds.
  public void settle(ContainerId id) throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      lifecycle(store).settle(id);
    }
  }

  /// Ends a container by the signal that it was made with, or by `signal`; does nothing if it does
  /// not run.
  ///
  /// @param wanted empty for what the container was made with
  public void stop(Container container, Optional<Integer> signal, Optional<Duration> wanted)
      throws IOException, InterruptedException {
    Duration grace = wanted.orElseGet(() -> StopGrace.of(container.record()));
    int number =
        signal.orElseGet(
            () -> SignalName.of(container.record().stopSignal()).orElse(SignalName.TERM).number());
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      lifecycle(store).stop(container.id(), number, grace);
    }
  }

  /// @return false: it does not run
  public boolean signal(ContainerId id, int signal) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return lifecycle(store).signal(id, signal);
    }
  }

  /// @param word the user's word for it
  /// @param force ends it first if it runs, and removes it even where its records are damaged
  /// @param volumes with the volumes that were made for it alone
  public void remove(String word, boolean force, boolean volumes)
      throws IOException, InterruptedException {
    ContainerId id = records.locate(word).orElseThrow(() -> ContainerRecords.missing(word));
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      lifecycle(store).remove(id, word, force, volumes);
    }
  }

  public void rename(Container container, String name) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      lifecycle(store).rename(container.id(), name);
    }
  }

  /// Runs a further process in a running container.
  ///
  /// @param streams its standard input, output and error
  /// @return its exit code
  public int exec(
      Container container,
      ExecRequest request,
      Optional<Terminal.Size> size,
      List<? extends Pollable> streams)
      throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return new ContainerExec(host(store)).run(container, request, size, streams);
    }
  }

  /// Hands over what the container wrote.
  public void logs(Container container, LogQuery query, Consumer<LogLine> sink)
      throws IOException, InterruptedException {
    new ContainerLogs(records).read(container.id(), query, sink);
  }

  /// Docker's JSON of one container, as maps, lists, strings, numbers, booleans and null.
  public SequencedMap<String, @Nullable Object> inspect(String word) throws IOException {
    Container container = records.find(word);
    return new ContainerInspection(
            container, directory(container), new Restarts(records).times(container.id()))
        .document();
  }

  /// Removes containers that do not run.
  ///
  /// @param filters `until=24h`, `label=key`, `label!=key=value`
  /// @param damaged is told of containers that cannot be read; they stay
  public PruneReport prune(List<String> filters, Consumer<DamagedContainer> damaged)
      throws IOException, InterruptedException {
    var filter = ContainerPruneFilter.parse(filters);
    List<String> removed = new ArrayList<>();
    long bytes = 0;
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      ContainerLifecycle lifecycle = lifecycle(store);
      for (Container container : filter.of(records.list(damaged))) {
        bytes += DiskUsage.of(directory(container));
        lifecycle.remove(container.id(), container.name(), false, false);
        removed.add(container.id().hex());
      }
    }
    var report = new PruneReport(removed, bytes);
    new StoreEvents(locations.root()).prune("container", report);
    return report;
  }

  private Path directory(Container container) {
    return locations.root().resolve(AREA).resolve(container.id().hex());
  }
}
