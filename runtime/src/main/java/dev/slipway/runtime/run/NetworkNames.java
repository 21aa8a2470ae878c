package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The names by which containers of one network find each other: lines of `/etc/hosts`, written
/// anew in every container of the network whenever one comes or goes.
final class NetworkNames {
  private NetworkNames() {}

  /// The lines for one container: its neighbours, and whom it is linked to.
  static String of(ContainerHost host, ContainerRecord record) throws IOException {
    var lines = new StringBuilder();
    for (String link : record.settings().list(Setting.LINK)) {
      lines.append(link(host, link));
    }
    String network = record.settings().text(Setting.NETWORK);
    if (network.isEmpty() || record.network() != NetworkMode.BRIDGE) {
      return lines.toString();
    }
    for (Container other : host.records().list(_ -> {})) {
      if (!other.id().hex().equals(record.id()) && isOn(other, network)) {
        lines.append(line(other));
      }
    }
    return lines.toString();
  }

  private static boolean isOn(Container container, String network) {
    RunRecord run = container.run();
    return container.running()
        && run != null
        && run.address() != null
        && container.record().network() == NetworkMode.BRIDGE
        && container.record().settings().text(Setting.NETWORK).equals(network);
  }

  private static String line(Container container) {
    RunRecord run = container.run();
    return (run == null ? "" : run.address()) + "\t" + names(container.record()) + "\n";
  }

  static String names(ContainerRecord record) {
    List<String> names = new ArrayList<>(List.of(record.name()));
    names.addAll(record.settings().list(Setting.NETWORK_ALIAS));
    names.add(record.containerId().shortHex());
    return String.join(" ", names);
  }

  /// `--link name[:alias]`
  private static String link(ContainerHost host, String link) throws IOException {
    int colon = link.indexOf(':');
    String name = colon < 0 ? link : link.substring(0, colon);
    Container other = host.records().find(name);
    RunRecord run = other.run();
    if (!other.running() || run == null || run.address() == null) {
      throw new ContainerException(
          "Cannot link to a non running container: /" + other.name(),
          "slipway start " + other.name() + " starts it");
    }
    String alias = colon < 0 ? other.name() : link.substring(colon + 1);
    return run.address() + "\t" + alias + " " + other.id().shortHex() + " " + other.name() + "\n";
  }

  /// Writes the names in every running container of a container's network anew, into the files that
  /// they have mounted.
  static void refresh(ContainerHost host, ContainerRecord record) throws IOException {
    String network = record.settings().text(Setting.NETWORK);
    if (network.isEmpty() || record.network() != NetworkMode.BRIDGE) {
      return;
    }
    try (Lock _ = host.locks().exclusive("network-names")) {
      for (Container container : host.records().list(_ -> {})) {
        RunRecord run = container.run();
        if (run != null && isOn(container, network)) {
          var view =
              new HostFiles.View(
                  Objects.requireNonNullElse(run.address(), ""),
                  Objects.requireNonNullElse(run.gateway(), ""),
                  "");
          Files.writeString(
              host.records().files(container.id()).hosts(),
              HostFiles.hosts(container.record(), view) + of(host, container.record()));
        }
      }
    }
  }
}
