package dev.slipway.runtime.run;

import dev.slipway.image.store.Locks;
import dev.slipway.runtime.network.Network;
import dev.slipway.runtime.rootfs.LayerProvider;
import dev.slipway.runtime.volume.Volumes;
import java.nio.file.Path;
import java.util.List;

/// What containers need of the machine and of the rest of Slipway.
///
/// @param volatileDirectory of this store, below `/run`
/// @param cleanup the command that cleans up after a container whose ID is appended; empty where
///   there is none
public record ContainerHost(
    ContainerRecords records,
    Locks locks,
    LayerProvider layers,
    Network network,
    Volumes volumes,
    Path volatileDirectory,
    List<String> cleanup) {
  public ContainerHost {
    cleanup = List.copyOf(cleanup);
  }
}
