package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Chooses and checks the host's ports before they are published: translation of addresses holds no
/// socket, so nothing else would notice that a port is taken.
final class HostPorts {
  private static final int TRIES = 50;

  private HostPorts() {}

  /// The same mappings with every port chosen.
  ///
  /// @param published what other containers hold
  /// @throws ContainerException a port is taken
  static List<PortMapping> reserve(List<PortMapping> wanted, List<PortMapping> published) {
    List<PortMapping> taken = new ArrayList<>(published);
    List<PortMapping> chosen = new ArrayList<>();
    for (PortMapping port : wanted) {
      PortMapping mapping = port.hostPort() == 0 ? anyFree(port, taken) : checked(port, taken);
      taken.add(mapping);
      chosen.add(mapping);
    }
    return chosen;
  }

  private static PortMapping checked(PortMapping port, List<PortMapping> taken) {
    requireUnpublished(port, taken);
    int _ = bound(port);
    return port;
  }

  /// @throws ContainerException another container has it
  static void requireUnpublished(PortMapping port, List<PortMapping> published) {
    if (published.stream().anyMatch(port::collides)) {
      throw new ContainerException(
          "Bind for " + port.where() + " failed: port is already allocated",
          "another container publishes it (slipway ps); publish another port, or any free one with -p "
              + port.containerPort());
    }
  }

  private static PortMapping anyFree(PortMapping port, List<PortMapping> taken) {
    for (int i = 0; i < TRIES; i++) {
      PortMapping candidate = port.withHostPort(bound(port));
      if (taken.stream().noneMatch(candidate::collides)) {
        return candidate;
      }
    }
    throw new ContainerException(
        "no free host port found for container port " + port.containerPort(),
        "name one: -p HOST_PORT:" + port.containerPort());
  }

  private static int bound(PortMapping port) {
    try {
      return bind(port);
    } catch (IOException inUse) {
      String why = String.valueOf(inUse.getMessage()).toLowerCase(Locale.ROOT);
      throw new ContainerException(
          "failed to bind host port " + port.where() + "/" + port.protocol().text() + ": " + why,
          why.startsWith("cannot assign")
              ? port.hostAddress() + " is no address of this host (ip addr lists them)"
              : "another program on this host uses it (ss -lntup); publish another port, or any free one with -p "
                  + port.containerPort());
    }
  }

  /// Binds and lets go, which tells that no program holds the port (and which one, for port 0).
  private static int bind(PortMapping port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getByName(port.hostAddress()), port.hostPort());
    return switch (port.protocol()) {
      case TCP -> {
        try (var socket = new ServerSocket()) {
          socket.bind(address);
          yield socket.getLocalPort();
        }
      }
      case UDP -> {
        try (var socket = new DatagramSocket(address)) {
          yield socket.getLocalPort();
        }
      }
    };
  }
}
