package dev.slipway.engine;

import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.network.UserNetwork;
import dev.slipway.runtime.network.UserNetworks;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What users do with networks.
public final class NetworkStore {
  private final SlipwayLocations locations;

  NetworkStore(SlipwayLocations locations) {
    this.locations = locations;
  }

  private UserNetworks networks(ImageStore store) {
    return new UserNetworks(locations.root().resolve("networks"), store.locks());
  }

  /// @param subnet empty for one that nobody here uses
  /// @param gateway empty for the first address
  public UserNetwork create(
      String name, String subnet, String gateway, boolean internal, Map<String, String> labels)
      throws IOException {
    if (HostCapabilities.inUserNamespace()) {
      throw new ContainerException(
          "networks of one's own need root",
          "run it as root: sudo slipway network create",
          1,
          null);
    }
    try (ImageStore store = ImageStore.open(locations.root())) {
      return networks(store).create(name, subnet, gateway, internal, labels);
    }
  }

  /// Those that users made, by name.
  public List<UserNetwork> list() throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return networks(store).list();
    }
  }

  public Optional<UserNetwork> find(String word) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return networks(store).find(word);
    }
  }

  /// The containers that run on a network.
  public List<Container> running(UserNetwork network) throws IOException {
    return Containers.records(locations).list(_ -> {}).stream()
        .filter(Container::running)
        .filter(container -> container.record().networkName().equals(network.name()))
        .toList();
  }

  /// @throws ContainerException there is no such network, or a container runs on it
  public void remove(String word) throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      UserNetwork network = networks(store).require(word);
      List<Container> users = running(network);
      if (!users.isEmpty()) {
        throw new ContainerException(
            "error while removing network: network " + network.name() + " has active endpoints",
            "stop them first: slipway stop " + users.getFirst().name(),
            1,
            null);
      }
      networks(store).remove(network);
    }
  }

  /// Removes networks that no container was made with.
  ///
  /// @return their names
  public List<String> prune() throws IOException, InterruptedException {
    Set<String> used = new HashSet<>();
    for (Container container : Containers.records(locations).list(_ -> {})) {
      used.add(container.record().networkName());
    }
    List<String> removed = new ArrayList<>();
    for (UserNetwork network : list()) {
      if (!used.contains(network.name())) {
        remove(network.name());
        removed.add(network.name());
      }
    }
    return removed;
  }
}
