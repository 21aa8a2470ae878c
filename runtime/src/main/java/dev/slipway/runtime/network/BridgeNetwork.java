package dev.slipway.runtime.network;

import dev.slipway.image.Digest;
import dev.slipway.runtime.ContainerException;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private final String bridgeName;
  private final Path records;
  private final Path lockFile;

  BridgeNetwork(String bridgeName, Path state) {
    this.bridgeName = bridgeName;
    this.records = state.resolve("endpoints");
    this.lockFile = state.resolve("lock");
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
      try (var _ = HostLock.take(lockFile)) {
        bridge = Bridge.ensure(bridgeName);
        var firewall = new Firewall(bridge);
        firewall.ensure();
        List<EndpointRecord> others = takeBackStale(firewall);
        endpoint = endpoint(id, ports, bridge, others);
        connect(endpoint, bridge, namespace);
        try {
          firewall.publish(endpoint.address(), endpoint.ports());
        } catch (IOException | InterruptedException failed) {
          forget(endpoint, firewall);
          throw failed;
        }
      }
      configure(endpoint, bridge, namespace);
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
    try (var _ = HostLock.take(lockFile)) {
      var firewall = new Firewall(Bridge.ensure(bridgeName));
      for (EndpointRecord record : EndpointRecord.all(records)) {
        if (record.id().equals(id)) {
          forget(record, firewall);
        }
      }
    }
  }

  private List<EndpointRecord> takeBackStale(Firewall firewall)
      throws IOException, InterruptedException {
    List<EndpointRecord> all = EndpointRecord.all(records);
    for (EndpointRecord record : all) {
      if (!record.alive()) {
        forget(record, firewall);
      }
    }
    return all.stream().filter(EndpointRecord::alive).toList();
  }

  private EndpointRecord endpoint(
      String id, List<PortMapping> ports, Bridge bridge, List<EndpointRecord> others)
      throws IOException {
    List<PortMapping> published = others.stream().flatMap(other -> other.ports().stream()).toList();
    return new EndpointRecord(
        id, freeAddress(bridge, others), link(id), HostPorts.reserve(ports, published));
  }

  private static Ipv4 freeAddress(Bridge bridge, List<EndpointRecord> others) {
    Set<Ipv4> taken = new HashSet<>();
    others.forEach(other -> taken.add(other.address()));
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

  /// A link's name has at most 15 bytes (IFNAMSIZ).
  private static String link(String id) {
    return "sw" + Digest.sha256(id.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 12);
  }

  private void connect(EndpointRecord endpoint, Bridge bridge, Path namespace)
      throws IOException, InterruptedException {
    endpoint.write(records);
    // The container's MAC address follows from its IP address, so that no neighbour keeps a stale
    // one when the address is reused.
    String batch =
        "link add "
            + endpoint.link()
            + " mtu "
            + bridge.mtu()
            + " master "
            + bridge.name()
            + " up type veth peer name eth0 mtu "
            + bridge.mtu()
            + " address "
            + mac(endpoint.address())
            + " netns "
            + namespace
            + "\nlink set "
            + endpoint.link()
            + " type bridge_slave hairpin on\n";
    try {
      NetworkTool.IP.check(batch, "-batch", "-");
    } catch (IOException | InterruptedException failed) {
      Files.deleteIfExists(records.resolve(endpoint.id()));
      throw failed;
    }
  }

  private static String mac(Ipv4 address) {
    int value = address.value();
    return String.format(
        "02:42:%02x:%02x:%02x:%02x",
        value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255);
  }

  /// By a program that enters the namespace: what the parked thread started would leave a thread of
  /// Java's own in there.
  private static void configure(EndpointRecord endpoint, Bridge bridge, Path namespace)
      throws IOException, InterruptedException {
    NetworkTool.NSENTER.check(
        "link set lo up\naddr add "
            + endpoint.address()
            + "/"
            + bridge.prefix()
            + " broadcast + dev eth0\nlink set eth0 up\nroute add default via "
            + bridge.gateway()
            + "\n",
        "--net=" + namespace,
        "ip",
        "-batch",
        "-");
  }

  private void forget(EndpointRecord record, Firewall firewall)
      throws IOException, InterruptedException {
    firewall.withdraw(record.address(), record.ports());
    if (record.alive()) {
      // Gone already where the namespace is: that is what was wanted.
      NetworkTool.IP.run("", "link", "del", record.link());
    }
    Files.deleteIfExists(records.resolve(record.id()));
  }
}
