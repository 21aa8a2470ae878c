package dev.slipway.runtime.run;

import dev.slipway.image.store.Locks;
import dev.slipway.runtime.network.BridgeNetwork;
import dev.slipway.runtime.network.Network;
import dev.slipway.runtime.network.UserNetworks;
import dev.slipway.runtime.rootfs.LayerProvider;
import dev.slipway.runtime.volume.Volumes;
import java.io.IOException;
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
    UserNetworks networks,
    Volumes volumes,
    Path volatileDirectory,
    List<String> cleanup) {
  public ContainerHost {
    cleanup = List.copyOf(cleanup);
  }

  /// The network of a container that has one from us.
  Network networkOf(ContainerRecord record) throws IOException {
    String name = record.settings().text(Setting.NETWORK);
    return name.isEmpty()
        ? network
        : BridgeNetwork.of(networks.require(name), record.settings().text(Setting.IP));
  }
}
