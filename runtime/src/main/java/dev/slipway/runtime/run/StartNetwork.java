package dev.slipway.runtime.run;

import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.isolation.NetworkChoice;
import dev.slipway.runtime.network.NetworkEndpoint;
import dev.slipway.runtime.network.PortMapping;
import dev.slipway.runtime.network.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The network that a container is started with.
final class StartNetwork {
  private StartNetwork() {}

  /// Empty for a container without a network of its own from us.
  static Optional<NetworkEndpoint> attach(ContainerHost host, ContainerRecord record)
      throws IOException, InterruptedException {
    return record.network() == NetworkMode.BRIDGE
        ? Optional.of(host.networkOf(record).attach(record.id(), mappings(record)))
        : Optional.empty();
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

  private static List<PortMapping> mappings(ContainerRecord record) {
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
            ? HostFiles.View.of(record.network())
            : new HostFiles.View(endpoint.address(), endpoint.gateway(), endpoint.resolvConf());
    return HostFiles.write(files, record, view, NetworkNames.of(host, record));
  }
}
