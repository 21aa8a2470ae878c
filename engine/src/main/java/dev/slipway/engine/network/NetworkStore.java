package dev.slipway.engine.network;

import dev.slipway.engine.container.Containers;
import dev.slipway.engine.create.Memberships;
import dev.slipway.engine.event.StoreEvents;
import dev.slipway.engine.vocabulary.PruneReport;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.network.BridgeNetwork;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.network.NameServer;
import dev.slipway.runtime.network.NewNetwork;
import dev.slipway.runtime.network.UserNetwork;
import dev.slipway.runtime.network.UserNetworks;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.NetworkConnections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What users do with networks.
public final class NetworkStore {
  private final SlipwayLocations locations;
  private final Containers containers;

  public NetworkStore(SlipwayLocations locations, Containers containers) {
    this.locations = locations;
    this.containers = containers;
  }

  private UserNetworks networks(ImageStore store) {
    return new UserNetworks(locations.root().resolve("networks"), store.locks());
  }

  public UserNetwork create(NewNetwork wish) throws IOException {
    needRoot("slipway network create");
    try (ImageStore store = ImageStore.open(locations.root())) {
      UserNetwork made = networks(store).create(wish);
      new StoreEvents(locations.root()).network("create", made);
      return made;
    }
  }

  private static void needRoot(String command) {
    if (HostCapabilities.inUserNamespace()) {
      throw new ContainerException(
          "networks of one's own need root", "run it as root: sudo " + command, 1, null);
    }
  }

  /// Puts a container on a network, which the wish may name by its ID.
  public void connect(String container, Membership wish) throws IOException, InterruptedException {
    needRoot("slipway network connect");
    try (ImageStore store = ImageStore.open(locations.root())) {
      Membership named = wish.renamed(name(store, wish.network()));
      if (named.isDefault() && !(named.ip() + named.ip6()).isEmpty()) {
        throw new ContainerException(
            "user specified IP address is supported on user defined networks only",
            "make one: slipway network create --subnet 10.99.0.0/24 NAME",
            1,
            null);
      }
      connections(store).connect(Containers.records(locations).find(container).id(), named);
    }
  }

  public void disconnect(String container, String network)
      throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      connections(store)
          .disconnect(Containers.records(locations).find(container).id(), name(store, network));
    }
  }

  private String name(ImageStore store, String word) throws IOException {
    return switch (word) {
      case "bridge", "default" -> Membership.DEFAULT;
      case "host", "none" ->
          throw new ContainerException(
              "container cannot be disconnected from host network or connected to host network",
              "make it again with --network " + word,
              1,
              null);
      default -> networks(store).require(word).name();
    };
  }

  private NetworkConnections connections(ImageStore store) {
    return new NetworkConnections(containers.host(store));
  }

  /// Answers containers that ask for names, until none is there.
  ///
  /// @param ready is run when questions are answered
  public void serveNames(Runnable ready) throws IOException {
    NameServer.serve(ready);
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
        .filter(container -> Memberships.has(container.record(), network.name()))
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
      new StoreEvents(locations.root()).network("destroy", network);
    }
  }

  /// Removes networks that no container was made with, and the default one's bridge and rules,
  /// which the next container makes anew, where nobody is on it.
  ///
  /// @return their names
  public List<String> prune() throws IOException, InterruptedException {
    Set<String> used = new HashSet<>();
    for (Container container : Containers.records(locations).list(_ -> {})) {
      used.addAll(Memberships.names(container.record()));
    }
    List<String> removed = new ArrayList<>();
    for (UserNetwork network : list()) {
      if (!used.contains(network.name())) {
        remove(network.name());
        removed.add(network.name());
      }
    }
    if (!HostCapabilities.inUserNamespace()) {
      BridgeNetwork.ofHost().removeIdle();
    }
    new StoreEvents(locations.root()).prune("network", new PruneReport(removed, 0));
    return removed;
  }
}
