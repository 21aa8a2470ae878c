package dev.slipway.runtime.run;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.network.NetworkLink;
import java.io.IOException;
import java.util.List;

/// `--link`: lines of `/etc/hosts` that name other containers. On networks that users made the name
/// server knows all names beside.
final class NetworkNames {
  private NetworkNames() {}

  static String of(ContainerHost host, ContainerRecord record) throws IOException {
    var lines = new StringBuilder();
    List<Membership> memberships = record.memberships();
    List<String> networks = memberships.stream().map(Membership::network).toList();
    for (String link : record.settings().list(Setting.LINK)) {
      lines.append(link(host, link, networks));
    }
    for (Membership membership : memberships) {
      for (String link : membership.links()) {
        lines.append(link(host, link, List.of(membership.network())));
      }
    }
    return lines.toString();
  }

  /// `--link name[:alias]`
  ///
  /// @param networks of which the other must be on one; none for who has the host's
  private static String link(ContainerHost host, String link, List<String> networks)
      throws IOException {
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
    String address = networks.isEmpty() ? run.address() : addressOn(run, networks, other);
    return address + "\t" + alias + " " + other.id().shortHex() + " " + other.name() + "\n";
  }

  private static String addressOn(RunRecord run, List<String> networks, Container other) {
    for (NetworkLink link : run.links()) {
      if (networks.contains(link.network())) {
        return link.address();
      }
    }
    throw new ContainerException(
        "Cannot link to /" + other.name() + ", as it is not on " + String.join(" or ", networks),
        "slipway network connect " + networks.getFirst() + " " + other.name() + " puts it there");
  }
}
