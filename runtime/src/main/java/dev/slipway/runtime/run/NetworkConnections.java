package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.BridgeNetwork;
import dev.slipway.runtime.network.EndpointRequest;
import dev.slipway.runtime.network.InsideNetwork;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.network.NetworkLink;
import dev.slipway.runtime.network.PortMapping;
import dev.slipway.runtime.network.ResolvConf;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts containers on networks and takes them off, whether they run or not.
public final class NetworkConnections {
  private final ContainerHost host;
  private final ContainerLocks locks;

  public NetworkConnections(ContainerHost host) {
    this.host = host;
    this.locks = new ContainerLocks(host.locks());
  }

  /// @param wish of which network by its own name
  /// @throws ContainerException it is on the network already, or can be on none
  public void connect(ContainerId id, Membership wish) throws IOException, InterruptedException {
    try (Lock _ = locks.change(id)) {
      Container container = container(id);
      refuseShared(container.record());
      List<Membership> memberships = new ArrayList<>(container.record().memberships());
      if (find(memberships, wish.network()) != null) {
        throw refused(
            "endpoint with name "
                + container.name()
                + " already exists in network "
                + wish.network(),
            "slipway network disconnect takes it off");
      }
      memberships.add(wish);
      ContainerRecord changed = changed(container.record(), memberships);
      if (container.running()) {
        join(container, changed, wish);
      }
      host.records().update(id, changed.settings());
      note(container, "connect", wish.network());
    }
  }

  /// @throws ContainerException it is not on the network
  public void disconnect(ContainerId id, String network) throws IOException, InterruptedException {
    try (Lock _ = locks.change(id)) {
      Container container = container(id);
      List<Membership> memberships = new ArrayList<>(container.record().memberships());
      Membership leaving = find(memberships, network);
      if (leaving == null) {
        throw refused(
            "container " + id.hex() + " is not connected to network " + network,
            "slipway inspect " + container.name() + " shows its networks");
      }
      memberships.remove(leaving);
      ContainerRecord changed = changed(container.record(), memberships);
      if (container.running()) {
        leave(container, changed, leaving);
      }
      host.records().update(id, changed.settings());
      note(container, "disconnect", network);
    }
  }

  /// Tells the networks that a container is called otherwise, where it is on some.
  void renamed(ContainerRecord before, String name) throws IOException {
    for (Membership membership : before.memberships()) {
      if (!membership.isDefault()) {
        host.bridgeOf(membership).rename(before.id(), before.name(), name);
      }
    }
  }

  private Container container(ContainerId id) throws IOException {
    return host.records().find(id).orElseThrow(() -> ContainerRecords.missing(id.hex()));
  }

  private static void refuseShared(ContainerRecord record) {
    switch (record.network()) {
      case HOST, CONTAINER ->
          throw refused(
              "container sharing network namespace with another container or host cannot be"
                  + " connected to any other network",
              "make it again with --network");
      case NONE ->
          throw refused(
              "container cannot be connected to multiple networks with one of the networks in"
                  + " private (none) mode",
              "make it again with --network");
      case BRIDGE -> {
        // It has links of its own.
      }
    }
  }

  private static ContainerException refused(String message, String hint) {
    return new ContainerException(message, hint, 1, null);
  }

  private static @Nullable Membership find(List<Membership> memberships, String network) {
    return memberships.stream()
        .filter(one -> one.network().equals(network))
        .findFirst()
        .orElse(null);
  }

  /// The record of a container on these networks.
  private static ContainerRecord changed(ContainerRecord record, List<Membership> memberships) {
    List<String> texts =
        memberships.isEmpty()
            ? List.of(NetworkMode.NONE.word())
            : memberships.stream().map(Membership::toString).toList();
    return record.withSettings(record.settings().with(Setting.NETWORK, texts));
  }

  private void join(Container container, ContainerRecord changed, Membership wish)
      throws IOException, InterruptedException {
    RunRecord run = running(container);
    boolean outward = StartNetwork.outward(host, changed.memberships()).equals(wish.network());
    EndpointRequest request = StartNetwork.request(changed, wish, outward);
    BridgeNetwork network = host.bridgeOf(wish);
    String id = container.id().hex();
    NetworkLink before = outward ? outward(run) : null;
    try (InsideNetwork inside = InsideNetwork.of(run.pid())) {
      boolean done = false;
      try {
        if (before != null) { // What it publishes is free for the other network then.
          bridge(before).becomeInward(id, inside);
        }
        BridgeNetwork.Joined joined = network.join(request, inside);
        StartNetwork.serveNames(host, changed, new HostTools(host).runtime().environment());
        List<NetworkLink> links = new ArrayList<>(run.links());
        links.replaceAll(link -> outward ? link.withOutward(false) : link);
        links.add(joined.link());
        write(changed, run.withNetwork(links, outward ? published(joined.ports()) : run.ports()));
        done = true;
      } finally {
        if (!done) {
          network.release(id);
          if (before != null) {
            bridge(before).becomeOutward(id, inside, StartNetwork.mappings(changed));
          }
        }
      }
    }
  }

  private static @Nullable NetworkLink outward(RunRecord run) {
    return run.links().stream().filter(NetworkLink::outward).findFirst().orElse(null);
  }

  private BridgeNetwork bridge(NetworkLink link) throws IOException {
    return host.bridgeOf(Membership.of(link.network()));
  }

  private static List<PortRecord> published(List<PortMapping> ports) {
    return StartNetwork.published(ports);
  }

  private void leave(Container container, ContainerRecord changed, Membership leaving)
      throws IOException, InterruptedException {
    RunRecord run = running(container);
    host.networkOf(leaving).release(container.id().hex());
    List<NetworkLink> links = new ArrayList<>(run.links());
    links.removeIf(link -> link.network().equals(leaving.network()));
    List<PortRecord> ports = run.ports();
    if (links.stream().noneMatch(NetworkLink::outward)) {
      ports = List.of();
      String next = StartNetwork.outward(host, changed.memberships());
      for (int i = 0; i < links.size(); i++) {
        if (links.get(i).network().equals(next)) {
          links.set(i, links.get(i).withOutward(true));
          try (InsideNetwork inside = InsideNetwork.of(run.pid())) {
            ports =
                published(
                    host.bridgeOf(Membership.of(next))
                        .becomeOutward(
                            container.id().hex(), inside, StartNetwork.mappings(changed)));
          }
        }
      }
    }
    write(changed, run.withNetwork(links, ports));
  }

  private static RunRecord running(Container container) {
    RunRecord run = container.run();
    if (run == null) {
      throw new IllegalStateException(container.name() + " runs without a record of it");
    }
    return run;
  }

  /// Notes the run and shows the container what has changed, in the files that it has mounted.
  private void write(ContainerRecord changed, RunRecord run) throws IOException {
    host.records().writeRun(changed.containerId(), run);
    HostFiles.View view = StartNetwork.view(changed, run.links(), ResolvConf.forContainer());
    ContainerFiles files = host.records().files(changed.containerId());
    Files.writeString(
        files.hosts(), HostFiles.hosts(changed, view) + NetworkNames.of(host, changed));
    Files.writeString(files.resolvConf(), view.resolvConf());
  }

  private void note(Container container, String action, String network) throws IOException {
    host.records().events().append(new RunEvents(host).network(action, network, container.id()));
  }
}
