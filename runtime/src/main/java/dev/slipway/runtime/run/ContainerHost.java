package dev.slipway.runtime.run;

import dev.slipway.image.store.Locks;
import dev.slipway.runtime.network.BridgeNetwork;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.network.Network;
import dev.slipway.runtime.network.UserNetworks;
import dev.slipway.runtime.rootfs.LayerProvider;
import dev.slipway.runtime.volume.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
  Network networkOf(Membership membership) throws IOException {
    return membership.isDefault() ? network : bridgeOf(membership);
  }

  /// The same, for what bridges alone can do.
  BridgeNetwork bridgeOf(Membership membership) throws IOException {
    return membership.isDefault()
        ? BridgeNetwork.ofHost()
        : BridgeNetwork.of(networks.require(membership.network()));
  }

  /// The same program with another verb than clean-up; empty where there is none.
  List<String> command(String verb) {
    if (cleanup.isEmpty()) {
      return List.of();
    }
    List<String> command = new ArrayList<>(cleanup.subList(0, cleanup.size() - 1));
    command.add(verb);
    return command;
  }
}
