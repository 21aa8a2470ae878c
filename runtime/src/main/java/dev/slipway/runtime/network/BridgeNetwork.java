package dev.slipway.runtime.network;

import dev.slipway.image.store.Locks;
import dev.slipway.runtime.ContainerException;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The default network of root: every container has an address on one bridge, reaches the outside
/// by address translation, and publishes ports the same way.
///
/// What is held is recorded under one directory of the host, whatever store a container belongs to,
/// since the bridge is the host's. What a killed process left behind is taken back by whoever comes
/// next.
public final class BridgeNetwork implements Network {
  private static final String DEFAULT_BRIDGE = "slipway0";
  private static final Path DEFAULT_STATE = Path.of("/run/slipway/network");

  /// Who holds it may look at and change the bridge, the firewall and the records.
  private static final String LOCK = "bridge";

  private final String bridgeName;
  private final Path records;
  private final Locks locks;

  BridgeNetwork(String bridgeName, Path state) {
    this.bridgeName = bridgeName;
    this.records = state.resolve("endpoints");
    this.locks = new Locks(state);
  }

  /// The host's default network; the bridge is made when the first container needs it.
  public static BridgeNetwork ofHost() {
    return new BridgeNetwork(DEFAULT_BRIDGE, DEFAULT_STATE);
  }

  @Override
  public NetworkEndpoint attach(String id, List<PortMapping> ports)
      throws IOException, InterruptedException {
    Files.createDirectories(records);
    var thread = DedicatedThread.open("network " + id);
    try {
      Path namespace = NamespaceThread.enterNew(thread);
      Bridge bridge;
      EndpointRecord endpoint;
      try (var _ = locks.exclusive(LOCK);
          Links links = Links.open()) {
        bridge = Bridge.ensure(links, bridgeName);
        var firewall = new Firewall(bridge);
        firewall.ensure();
        List<EndpointRecord> others = takeBackStale(links, firewall);
        endpoint = endpoint(id, ports, bridge, others);
        connect(links, endpoint, bridge, namespace);
        try {
          firewall.publish(endpoint.address(), endpoint.ports());
        } catch (IOException | InterruptedException failed) {
          forget(links, endpoint, firewall);
          throw failed;
        }
      }
      thread.call(() -> configure(endpoint, bridge));
      return new BridgeEndpoint(
          thread, namespace, endpoint, bridge.gateway(), ResolvConf.forContainer());
    } catch (IOException | InterruptedException | RuntimeException failed) {
      thread.close(); // With it the namespace goes, and with that the link.
      throw failed;
    }
  }

  @Override
  public void release(String id) throws IOException, InterruptedException {
    if (!Files.exists(records.resolve(id))) {
      return;
    }
    try (var _ = locks.exclusive(LOCK);
        Links links = Links.open()) {
      var firewall = new Firewall(Bridge.ensure(links, bridgeName));
      for (EndpointRecord record : EndpointRecord.all(records)) {
        if (record.id().equals(id)) {
          forget(links, record, firewall);
        }
      }
    }
  }

  private List<EndpointRecord> takeBackStale(Links links, Firewall firewall)
      throws IOException, InterruptedException {
    List<EndpointRecord> all = EndpointRecord.all(records);
    for (EndpointRecord record : all) {
      if (!record.alive()) {
        forget(links, record, firewall);
      }
    }
    return all.stream().filter(EndpointRecord::alive).toList();
  }

  private EndpointRecord endpoint(
      String id, List<PortMapping> ports, Bridge bridge, List<EndpointRecord> others)
      throws IOException {
    List<PortMapping> published = others.stream().flatMap(other -> other.ports().stream()).toList();
    return new EndpointRecord(
        id,
        freeAddress(bridge, others),
        EndpointRecord.linkOf(id),
        HostPorts.reserve(ports, published));
  }

  private Ipv4 freeAddress(Bridge bridge, List<EndpointRecord> others) throws IOException {
    Set<Ipv4> taken = new HashSet<>();
    others.forEach(other -> taken.add(other.address()));
    if (EndpointRecord.count(records) > others.size()) {
      taken.addAll(Neighbours.of(bridge.name())); // A damaged record does not say its address.
    }
    int addresses = (1 << (32 - bridge.prefix())) - 3;
    for (int i = 1; i <= addresses; i++) {
      Ipv4 candidate = bridge.gateway().plus(i);
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
    throw new ContainerException(
        "no free address on " + bridge.name() + " (" + bridge.network() + ")",
        "remove containers that are no longer needed");
  }

  private void connect(Links links, EndpointRecord endpoint, Bridge bridge, Path namespace)
      throws IOException {
    endpoint.write(records);
    try {
      links.addPair(endpoint.link(), bridge.link(), namespace, mac(endpoint.address()));
    } catch (IOException failed) {
      Files.deleteIfExists(records.resolve(endpoint.id()));
      throw failed;
    }
  }

  /// The container's hardware address follows from its IP address, so that no neighbour keeps a
  /// stale one when the address is reused.
  private static byte[] mac(Ipv4 address) {
    return ByteBuffer.allocate(6).putShort((short) 0x0242).putInt(address.value()).array();
  }

  /// On the thread that is in the namespace: nothing but calls to the kernel.
  private static boolean configure(EndpointRecord endpoint, Bridge bridge) throws IOException {
    try (Links links = Links.open()) {
      Links.Link eth0 = links.find("eth0");
      if (eth0 == null) {
        throw new IOException("the container's end of " + endpoint.link() + " is gone");
      }
      links.up("lo");
      links.addAddress(eth0, endpoint.address(), bridge.prefix());
      links.up("eth0");
      links.addDefaultRoute(bridge.gateway());
      return true;
    }
  }

  private void forget(Links links, EndpointRecord record, Firewall firewall)
      throws IOException, InterruptedException {
    firewall.withdraw(record.address(), record.ports());
    // Gone already where the namespace is: that is what was wanted.
    links.remove(record.link());
    Files.deleteIfExists(records.resolve(record.id()));
  }
}
