package dev.slipway.runtime.run;

import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.isolation.NetworkChoice;
import dev.slipway.runtime.network.BridgeEndpoint;
import dev.slipway.runtime.network.EndpointRequest;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.network.NameServerProcess;
import dev.slipway.runtime.network.NetworkEndpoint;
import dev.slipway.runtime.network.NetworkLink;
import dev.slipway.runtime.network.PortMapping;
import dev.slipway.runtime.network.Protocol;
import dev.slipway.runtime.network.ResolvConf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The network that a container is started with.
final class StartNetwork {
  private StartNetwork() {}

  /// Empty for a container without a network of its own from us.
  static Optional<NetworkEndpoint> attach(
      ContainerHost host, ContainerRecord record, List<String> environment)
      throws IOException, InterruptedException {
    List<Membership> memberships = record.memberships();
    if (memberships.isEmpty()) {
      return Optional.empty();
    }
    if (memberships.equals(List.of(Membership.of(Membership.DEFAULT)))) {
      return Optional.of(host.network().attach(record.id(), mappings(record)));
    }
    String outward = outward(host, memberships);
    List<BridgeEndpoint.Join> joins = new ArrayList<>();
    for (Membership membership : memberships) {
      joins.add(
          new BridgeEndpoint.Join(
              host.bridgeOf(membership),
              request(record, membership, membership.network().equals(outward))));
    }
    NetworkEndpoint endpoint = BridgeEndpoint.make(record.id(), joins);
    boolean done = false;
    try {
      serveNames(host, record, environment);
      done = true;
      return Optional.of(endpoint);
    } finally {
      if (!done) {
        endpoint.close();
      }
    }
  }

  /// Of the networks that lead somewhere the first with the highest priority; empty where none
  /// does.
  static String outward(ContainerHost host, List<Membership> memberships) throws IOException {
    Membership best = null;
    for (Membership membership : memberships) {
      boolean better = best == null || membership.priority() > best.priority();
      if (better
          && (membership.isDefault()
              || !host.networks().require(membership.network()).internal())) {
        best = membership;
      }
    }
    return best == null ? "" : best.network();
  }

  /// @param outward whether the container's way out is over this network
  static EndpointRequest request(ContainerRecord record, Membership membership, boolean outward) {
    boolean named = !membership.isDefault();
    List<String> names = new ArrayList<>();
    if (named) {
      names.add(record.name());
      names.addAll(membership.aliases());
      names.add(record.containerId().shortHex());
    }
    return new EndpointRequest(
        record.id(),
        membership,
        outward ? mappings(record) : List.of(),
        outward,
        names,
        named ? record.settings().list(Setting.DNS) : List.of());
  }

  /// Sees that there is a name server, where the container is on a network that has one.
  static void serveNames(ContainerHost host, ContainerRecord record, List<String> environment)
      throws IOException {
    if (!host.cleanup().isEmpty() && !isDefault(record)) {
      List<String> variables = new ArrayList<>(environment);
      variables.add("SLIPWAY_HEAP=16m");
      // For all stores of the host: none of them is named.
      NameServerProcess.ensure(
          List.of(host.cleanup().getFirst(), "container", "nameserver"), variables);
    }
  }

  private static boolean isDefault(ContainerRecord record) {
    return record.memberships().stream().allMatch(Membership::isDefault);
  }

  static NetworkChoice choice(
      ContainerRecord record, ContainerIsolation isolation, @Nullable NetworkEndpoint endpoint)
      throws IOException {
    if (endpoint != null) {
      return new NetworkChoice.Existing(endpoint.namespace());
    }
    Path shared = isolation.sharedNetwork();
    if (shared != null) {
      return new NetworkChoice.Existing(shared);
    }
    return record.network() == NetworkMode.HOST
        ? new NetworkChoice.Host()
        : new NetworkChoice.None();
  }

  static List<PortMapping> mappings(ContainerRecord record) {
    return record.ports().stream()
        .map(port ->
            new PortMapping(
                port.hostAddress(),
                port.hostPort(),
                port.containerPort(),
                Protocol.valueOf(port.protocol().toUpperCase(Locale.ROOT))))
        .toList();
  }

  static List<PortRecord> published(List<PortMapping> ports) {
    return ports.stream()
        .map(port ->
            new PortRecord(
                port.hostAddress(), port.hostPort(), port.containerPort(), port.protocol().text()))
        .toList();
  }

  /// The files of `/etc` that tell of the network, and how the container gets to see them.
  static List<RuntimeMount> files(
      ContainerHost host,
      ContainerFiles files,
      ContainerRecord record,
      @Nullable NetworkEndpoint endpoint)
      throws IOException {
    if (record.network() == NetworkMode.CONTAINER) {
      String word = record.settings().text(Setting.NETWORK);
      Container other = host.records().find(word.substring(word.indexOf(':') + 1));
      return HostFiles.mounts(host.records().files(other.id()));
    }
    HostFiles.View view =
        endpoint == null
            ? HostFiles.View.of(record)
            : view(record, endpoint.links(), endpoint.resolvConf());
    return HostFiles.write(files, record, view, NetworkNames.of(host, record));
  }

  /// What a container sees that is on these networks.
  ///
  /// @param usual for one that asks the host's name servers
  static HostFiles.View view(ContainerRecord record, List<NetworkLink> links, String usual)
      throws IOException {
    List<String> addresses = new ArrayList<>();
    String gateway = "";
    String names = "";
    for (NetworkLink link : links) {
      addresses.add(link.address());
      if (!link.address6().isEmpty()) {
        addresses.add(link.address6());
      }
      gateway = gateway.isEmpty() || link.outward() ? link.gateway() : gateway;
      if (names.isEmpty() && !link.network().equals(Membership.DEFAULT)) {
        names = link.gateway();
      }
    }
    String text =
        names.isEmpty()
            ? NameServers.apply(usual, record.settings())
            : NameServers.apply(
                ResolvConf.ofNetwork(names), record.settings().without(Setting.DNS));
    return new HostFiles.View(addresses, gateway, text);
  }
}
