package dev.slipway.cli.command.container;

import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.PortRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The ports of a running container: `0.0.0.0:8080->80/tcp`, neighbours as ranges
/// (`0.0.0.0:8000-8002->8000-8002/tcp`), and those that are exposed but not published (`90/tcp`).
final class PortsColumn {
  private PortsColumn() {}

  static String of(Container container) {
    if (!container.running()) {
      return "";
    }
    List<PortRecord> ports = new ArrayList<>(container.publishedPorts());
    for (String exposed : container.record().exposedPorts()) {
      PortRecord port = unpublished(exposed);
      if (ports.stream().noneMatch(other -> sameInside(port, other))) {
        ports.add(port);
      }
    }
    ports.sort(
        Comparator.comparing(PortRecord::protocol)
            .thenComparing(PortRecord::hostAddress)
            .thenComparingInt(PortRecord::containerPort)
            .thenComparingInt(PortRecord::hostPort));
    return join(ports);
  }

  private static PortRecord unpublished(String exposed) {
    int slash = exposed.indexOf('/');
    return new PortRecord(
        "",
        0,
        Integer.parseInt(slash < 0 ? exposed : exposed.substring(0, slash)),
        slash < 0 ? "tcp" : exposed.substring(slash + 1));
  }

  private static boolean sameInside(PortRecord one, PortRecord other) {
    return one.containerPort() == other.containerPort() && one.protocol().equals(other.protocol());
  }

  private static String join(List<PortRecord> ports) {
    List<String> texts = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= ports.size(); i++) {
      if (i == ports.size() || !continues(ports.get(i - 1), ports.get(i))) {
        texts.add(range(ports.get(first), ports.get(i - 1)));
        first = i;
      }
    }
    return String.join(", ", texts);
  }

  private static boolean continues(PortRecord one, PortRecord next) {
    return one.protocol().equals(next.protocol())
        && one.hostAddress().equals(next.hostAddress())
        && next.containerPort() == one.containerPort() + 1
        && (one.hostPort() == 0 ? next.hostPort() == 0 : next.hostPort() == one.hostPort() + 1);
  }

  private static String range(PortRecord first, PortRecord last) {
    String inside = range(first.containerPort(), last.containerPort()) + "/" + first.protocol();
    return first.hostPort() == 0
        ? inside
        : first.host() + ":" + range(first.hostPort(), last.hostPort()) + "->" + inside;
  }

  private static String range(int first, int last) {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
