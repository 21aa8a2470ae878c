package dev.slipway.runtime.network;

import dev.slipway.image.store.Locks;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network of root: every container has an address on one bridge, reaches the outside by address
/// translation, and publishes ports the same way.
///
/// What is held is recorded under one directory of the host, whatever store a container belongs to,
/// since the bridge is the host's. What a killed process left behind is taken back by whoever comes
/// next.
public final class BridgeNetwork implements Network {
  static final String DEFAULT_BRIDGE = "slipway0";

  /// Below it a directory of records for each network that a user made.
  static final String NETWORKS = "named";

  static final Path DEFAULT_STATE = Path.of("/run/slipway/network");

  /// Who holds it may look at and change the bridge, the firewall and the records.
  private static final String LOCK = "bridge";

  private final String bridgeName;
  private final Path records;
  private final Locks locks;
  private final Path state;
  private final @Nullable UserNetwork network;
  private final ReadyBridge ready;

  BridgeNetwork(String bridgeName, Path state) {
    this(bridgeName, state, state.resolve(EndpointRecord.DEFAULT_DIRECTORY), null);
  }

  private BridgeNetwork(
      String bridgeName, Path state, Path records, @Nullable UserNetwork network) {
    this.bridgeName = bridgeName;
    this.state = state;
    this.records = records;
    this.locks = new Locks(state);
    this.network = network;
    this.ready = new ReadyBridge(bridgeName, network);
  }

  /// One that a user made.
  public static BridgeNetwork of(UserNetwork network) {
    return new BridgeNetwork(network.bridge(), DEFAULT_STATE, recordsOf(network), network);
  }

  private static Path recordsOf(UserNetwork network) {
    return DEFAULT_STATE.resolve(NETWORKS).resolve(network.bridge());
  }

  /// The host's default network; the bridge is made when the first container needs it.
  public static BridgeNetwork ofHost() {
    return new BridgeNetwork(DEFAULT_BRIDGE, DEFAULT_STATE);
  }

  /// Removes the bridge with its rules if no namespace is on it: whoever comes next makes it anew.
  public void removeIdle() throws IOException, InterruptedException {
    Files.createDirectories(records);
    try (var _ = locks.exclusive(LOCK);
        Links links = Links.open()) {
      if (links.find(bridgeName) == null) {
        return;
      }
      Firewall firewall = Firewall.of(Bridge.ensure(links, bridgeName, network), network);
      if (takeBackStale(links, firewall).isEmpty()) {
        Firewall.remove(bridgeName);
      }
    }
  }

  /// Removes what is left of a network whose bridge is gone.
  static void forget(UserNetwork network) throws IOException {
    try {
      Files.deleteIfExists(recordsOf(network));
    } catch (DirectoryNotEmptyException used) {
      // Records of containers that were killed: whoever removes them has them taken back.
    }
  }

  @Override
  public NetworkEndpoint attach(String id, List<PortMapping> ports)
      throws IOException, InterruptedException {
    return BridgeEndpoint.make(
        id, List.of(new BridgeEndpoint.Join(this, EndpointRequest.of(id, ports))));
  }

  /// What a namespace got by joining a network.
  ///
  /// @param ports with the host ports that were chosen
  public record Joined(NetworkLink link, List<PortMapping> ports) {
    public Joined {
      ports = List.copyOf(ports);
    }
  }

  /// Gives a namespace a link to the bridge and an address, and publishes its ports.
  ///
  /// @throws ContainerException a port or an address is taken; nothing is left behind
  public Joined join(EndpointRequest request, InsideNetwork inside)
      throws IOException, InterruptedException {
    Files.createDirectories(records);
    String device = inside.freeDevice();
    Bridge bridge;
    EndpointRecord endpoint;
    MacAddress mac;
    try (var _ = locks.exclusive(LOCK);
        Links links = Links.open()) {
      bridge = ready.ensure(links);
      Firewall firewall = Firewall.of(bridge, network);
      endpoint = endpoint(request, bridge, takeBackStale(links, firewall));
      String wanted = request.membership().mac();
      mac = wanted.isEmpty() ? MacAddress.of(endpoint.address()) : new MacAddress(wanted);
      connect(links, endpoint, bridge, inside, device, mac);
      try {
        firewall.publish(endpoint);
      } catch (IOException | InterruptedException failed) {
        forget(links, endpoint, firewall);
        throw failed;
      }
    }
    boolean outward = request.outward();
    List<String> more = request.membership().linkLocal();
    inside.call(() ->
        InsideLinks.configure(endpoint, bridge, device, more)
            && (!outward || InsideLinks.route(bridge)));
    return new Joined(link(endpoint, bridge, device, mac, outward), endpoint.ports());
  }

  private NetworkLink link(
      EndpointRecord endpoint, Bridge bridge, String device, MacAddress mac, boolean outward) {
    Subnet6 range6 = bridge.range6();
    return new NetworkLink(
        network == null ? Membership.DEFAULT : network.name(),
        device,
        endpoint.address().toString(),
        bridge.prefix(),
        bridge.gateway().toString(),
        endpoint.address6() == null ? "" : endpoint.address6().toString(),
        range6 == null ? 0 : range6.prefix(),
        bridge.gateway6() == null ? "" : bridge.gateway6().toString(),
        mac.text(),
        outward);
  }

  @Override
  public void release(String id) throws IOException, InterruptedException {
    if (!Files.exists(records.resolve(id))) {
      return;
    }
    try (var _ = locks.exclusive(LOCK);
        Links links = Links.open()) {
      Firewall firewall = Firewall.of(Bridge.ensure(links, bridgeName, network), network);
      for (EndpointRecord record : EndpointRecord.all(records)) {
        if (record.id().equals(id)) {
          forget(links, record, firewall);
        }
      }
    }
    if (network != null) {
      NameServerProcess.tellOfLeaving();
    }
  }

  @Override
  public void leave(String id) throws IOException {
    EndpointRecord.dropIfUnused(records.resolve(id));
  }

  /// Ends this network's being the way of a container to everywhere else: its ports are not
  /// published here any more.
  public void becomeInward(String id, InsideNetwork inside)
      throws IOException, InterruptedException {
    Bridge bridge;
    try (var _ = locks.exclusive(LOCK);
        Links links = Links.open()) {
      bridge = Bridge.ensure(links, bridgeName, network);
      Firewall firewall = Firewall.of(bridge, network);
      for (EndpointRecord record : EndpointRecord.all(records)) {
        if (record.id().equals(id)) {
          firewall.withdraw(record);
          record.withPorts(List.of()).write(records);
        }
      }
    }
    inside.call(() -> InsideLinks.unroute(bridge));
  }

  /// Makes this network the way of a container that is on it to everywhere else, as another one is
  /// not any more.
  ///
  /// @return the ports as published
  public List<PortMapping> becomeOutward(String id, InsideNetwork inside, List<PortMapping> ports)
      throws IOException, InterruptedException {
    Bridge bridge;
    List<PortMapping> published = List.of();
    try (var _ = locks.exclusive(LOCK);
        Links links = Links.open()) {
      bridge = Bridge.ensure(links, bridgeName, network);
      Firewall firewall = Firewall.of(bridge, network);
      List<EndpointRecord> all = takeBackStale(links, firewall);
      for (EndpointRecord record : all) {
        if (record.id().equals(id)) {
          EndpointRecord changed =
              record.withPorts(reservation(bridge).reservePossible(ports, all));
          changed.write(records);
          firewall.publish(changed);
          published = changed.ports();
        }
      }
    }
    inside.call(() -> InsideLinks.route(bridge));
    return published;
  }

  /// Lets others find a container by another name; does nothing for one that is not here.
  public void rename(String id, String before, String name) throws IOException {
    if (!Files.exists(records.resolve(id))) {
      return;
    }
    try (var _ = locks.exclusive(LOCK)) {
      for (EndpointRecord record : EndpointRecord.all(records)) {
        if (record.id().equals(id)) {
          List<String> names = new ArrayList<>(record.names());
          names.replaceAll(one -> one.equals(before) ? name : one);
          record.withNames(names).write(records);
        }
      }
    }
  }

  private PortReservation reservation(Bridge bridge) {
    return new PortReservation(
        state, records, network == null ? Membership.DEFAULT : network.name(), bridge);
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
      EndpointRequest request, Bridge bridge, List<EndpointRecord> others) throws IOException {
    var addresses = new FreeAddresses(bridge, records, others);
    Membership wish = request.membership();
    return new EndpointRecord(
        request.id(),
        addresses.choose(wish.ip()),
        addresses.choose6(wish.ip6()),
        EndpointRecord.linkOf(request.id(), network == null ? "" : bridgeName),
        reservation(bridge).reserve(request.ports(), others),
        network == null ? Membership.DEFAULT : network.name(),
        network != null && network.internal(),
        request.names(),
        request.nameServers());
  }

  private void connect(
      Links links,
      EndpointRecord endpoint,
      Bridge bridge,
      InsideNetwork inside,
      String device,
      MacAddress mac)
      throws IOException {
    endpoint.write(records);
    try {
      links.addPair(endpoint.link(), bridge.link(), inside.path(), device, mac.bytes());
    } catch (IOException failed) {
      Files.deleteIfExists(records.resolve(endpoint.id()));
      throw failed;
    }
  }

  private void forget(Links links, EndpointRecord record, Firewall firewall)
      throws IOException, InterruptedException {
    firewall.withdraw(record);
    // Gone already where the namespace is: that is what was wanted.
    links.remove(record.link());
    Files.deleteIfExists(records.resolve(record.id()));
  }
}
