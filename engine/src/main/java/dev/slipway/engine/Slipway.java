package dev.slipway.engine;

import dev.slipway.builder.history.BuildHistory;
import dev.slipway.engine.build.BuildCache;
import dev.slipway.engine.build.Builds;
import dev.slipway.engine.build.DebugShells;
import dev.slipway.engine.build.DockerfileCalls;
import dev.slipway.engine.build.DockerfileLocks;
import dev.slipway.engine.container.ContainerContents;
import dev.slipway.engine.container.ContainerMonitor;
import dev.slipway.engine.container.Containers;
import dev.slipway.engine.container.MachineEnd;
import dev.slipway.engine.container.StoreUsers;
import dev.slipway.engine.container.VolumeStore;
import dev.slipway.engine.image.Images;
import dev.slipway.engine.input.ContextContents;
import dev.slipway.engine.lint.Lints;
import dev.slipway.engine.network.NetworkStore;
import dev.slipway.engine.registry.Logins;
import dev.slipway.engine.registry.OpenSessions;
import dev.slipway.engine.registry.Registries;
import dev.slipway.engine.registry.RemoteImages;
import dev.slipway.engine.system.DiskReport;
import dev.slipway.engine.system.SystemCheck;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.rootfs.LayerProviders;
import dev.slipway.runtime.rootfs.RootfsKind;
import java.io.IOException;
import java.util.List;

/// Everything that Slipway can do, for the command line and for programs. Parts are made when they
/// are asked for: listing images loads nothing of the builder.
public final class Slipway implements AutoCloseable {
  private final SlipwayLocations locations;

  private final List<String> cleanup;

  private final OpenSessions sessions;

  private Slipway(SlipwayLocations locations, List<String> cleanup, OpenSessions sessions) {
    this.locations = locations;
    this.cleanup = List.copyOf(cleanup);
    this.sessions = sessions;
  }

  public static Slipway open(SlipwayLocations locations) {
    return new Slipway(locations, List.of(), new OpenSessions());
  }

  /// The same, whose containers are cleaned up after by `command`, with the container's ID
  /// appended, when nobody who started them is there any more. Without one the next use of the
  /// container does it.
  public Slipway withCleanup(List<String> command) {
    return new Slipway(locations, command, sessions);
  }

  public SlipwayLocations locations() {
    return locations;
  }

  /// How layers become the roots of containers here: [RootfsKind#EROFS] or [RootfsKind#DIRECTORY].
  public RootfsKind rootfs() throws IOException {
    if (locations.rootfs() != RootfsKind.AUTO) {
      return locations.rootfs();
    }
    try (ImageStore store = ImageStore.open(locations.root())) {
      return LayerProviders.mounts(store) ? RootfsKind.EROFS : RootfsKind.DIRECTORY;
    }
  }

  public Builds builds() {
    return new Builds(locations, registries());
  }

  public BuildCache buildCache() {
    return new BuildCache(locations);
  }

  /// What the store takes, and what of it nobody needs.
  public DiskReport diskReport() throws IOException {
    return DiskReport.of(locations, containers().list(_ -> {}), buildCache().list(List.of()));
  }

  /// What is kept of earlier builds.
  public BuildHistory buildHistory() {
    return new BuildHistory(locations.root().resolve("history"));
  }

  public DockerfileLocks dockerfileLocks() {
    return new DockerfileLocks(locations, registries());
  }

  /// Shells where build steps failed.
  public DebugShells debugShells() {
    return new DebugShells(locations);
  }

  public SystemCheck check() {
    return new SystemCheck(locations);
  }

  public ContextContents contextContents() {
    return new ContextContents();
  }

  public DockerfileCalls dockerfileCalls() {
    return new DockerfileCalls(locations, registries());
  }

  public Lints lints() {
    return new Lints(locations);
  }

  public Images images() {
    return new Images(locations.root(), new StoreUsers(locations));
  }

  /// Registries, as the user of this process.
  public Registries registries() {
    return Registries.of(locations, System.getenv(), sessions);
  }

  /// Images of registries that are looked at or copied, without the store.
  public RemoteImages remoteImages() {
    return new RemoteImages(registries());
  }

  /// Who the user is to registries.
  public Logins logins() {
    return registries().logins(System.getenv());
  }

  public Containers containers() {
    return new Containers(locations, cleanup);
  }

  public ContainerContents containerContents() {
    return new ContainerContents(locations, containers());
  }

  public ContainerMonitor containerMonitor() {
    return new ContainerMonitor(locations, containers());
  }

  public MachineEnd machineEnd() {
    return new MachineEnd(containers(), locations);
  }

  public NetworkStore networks() {
    return new NetworkStore(locations, containers());
  }

  public VolumeStore volumes() {
    return new VolumeStore(locations);
  }

  /// Ends connections with registries that somebody asked for and left open. What Slipway does by
  /// itself has ended its own by then; whoever goes on opens new ones.
  @Override
  public void close() {
    sessions.close();
  }
}
