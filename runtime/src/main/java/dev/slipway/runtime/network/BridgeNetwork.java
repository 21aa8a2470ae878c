package dev.slipway.runtime.network;

import dev.slipway.image.store.Locks;
import dev.slipway.runtime.ContainerException;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The default network of root: every container has an address on one bridge, reaches the outside
/// by address translation, and publishes ports the same way.
///
/// What is held is recorded under one directory of the host, whatever store a container belongs to,
/// since the bridge is the host's. What a killed process left behind is taken back by whoever comes
/// next.
public final class BridgeNetwork implements Network {
  private static final String DEFAULT_BRIDGE = "slipway0";

  /// Below it a directory of records for each network that a user made.
  private static final String NETWORKS = "networks";

  private static final Path DEFAULT_STATE = Path.of("/run/slipway/network");

  /// Who holds it may look at and change the bridge, the firewall and the records.
  private static final String LOCK = "bridge";

  private final String bridgeName;
  private final Path records;
  private final Locks locks;
  private final Path state;
  private final @Nullable UserNetwork network;
  private final String wantedAddress;

  BridgeNetwork(String bridgeName, Path state) {
    this(bridgeName, state, state.resolve("endpoints"), null, "");
  }

  private BridgeNetwork(
      String bridgeName,
      Path state,
      Path records,
      @Nullable UserNetwork network,
      String wantedAddress) {
    this.bridgeName = bridgeName;
    this.state = state;
    this.records = records;
    this.locks = new Locks(state);
    this.network = network;
    this.wantedAddress = wantedAddress;
  }

  /// One that a user made.
  ///
  /// @param wantedAddress the next container's; empty for any free one
  public static BridgeNetwork of(UserNetwork network, String wantedAddress) {
    String bridge = network.bridge();
    Path records = DEFAULT_STATE.resolve(NETWORKS).resolve(bridge);
    return new BridgeNetwork(bridge, DEFAULT_STATE, records, network, wantedAddress);
  }

  private Firewall firewall(Bridge bridge) {
    return new Firewall(bridge, network != null && network.internal());
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
        bridge = Bridge.ensure(links, bridgeName, network);
        Firewall firewall = firewall(bridge);
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
      Firewall firewall = firewall(Bridge.ensure(links, bridgeName, network));
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
    List<PortMapping> published = published(others);
    return new EndpointRecord(
        id,
        freeAddress(bridge, others),
        EndpointRecord.linkOf(id),
        HostPorts.reserve(ports, published));
  }

  /// What containers of this and of the host's other networks publish: the host has each port once.
  private List<PortMapping> published(List<EndpointRecord> others) throws IOException {
    List<PortMapping> ports = new ArrayList<>();
    others.forEach(other -> ports.addAll(other.ports()));
    List<Path> directories = new ArrayList<>(List.of(state.resolve("endpoints")));
    Path networks = state.resolve(NETWORKS);
    if (Files.isDirectory(networks)) {
      try (var all = Files.newDirectoryStream(networks)) {
        all.forEach(directories::add);
      }
    }
    for (Path directory : directories) {
      if (!directory.equals(records) && Files.isDirectory(directory)) {
        for (EndpointRecord record : EndpointRecord.all(directory)) {
          if (record.alive()) {
            ports.addAll(record.ports());
          }
        }
      }
    }
    return ports;
  }

  private Ipv4 freeAddress(Bridge bridge, List<EndpointRecord> others) throws IOException {
    Set<Ipv4> taken = new HashSet<>();
    others.forEach(other -> taken.add(other.address()));
    if (EndpointRecord.count(records) > others.size()) {
      taken.addAll(Neighbours.of(bridge.name())); // A damaged record does not say its address.
    }
    taken.add(bridge.gateway());
    if (!wantedAddress.isEmpty()) {
      return wanted(bridge, taken);
    }
    int addresses = (1 << (32 - bridge.prefix())) - 3;
    for (int i = 1; i <= addresses; i++) {
      Ipv4 candidate = bridge.first().plus(i);
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
    throw new ContainerException(
        "no free address on " + bridge.name() + " (" + bridge.network() + ")",
        "remove containers that are no longer needed");
  }

  private Ipv4 wanted(Bridge bridge, Set<Ipv4> taken) {
    Ipv4 wanted = Ipv4.parse(UserNetworks.address(wantedAddress, bridge.network()));
    if (taken.contains(wanted)) {
      throw new ContainerException("Address already in use", "choose another --ip");
    }
    return wanted;
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
