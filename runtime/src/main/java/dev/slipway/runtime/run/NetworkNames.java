package dev.slipway.runtime.run;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;

/// `--link`: lines of `/etc/hosts` that name other containers. On networks that users made the name
/// server knows all names.
final class NetworkNames {
  private NetworkNames() {}

  static String of(ContainerHost host, ContainerRecord record) throws IOException {
    var lines = new StringBuilder();
    for (String link : record.settings().list(Setting.LINK)) {
      lines.append(link(host, link));
    }
    return lines.toString();
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
}
