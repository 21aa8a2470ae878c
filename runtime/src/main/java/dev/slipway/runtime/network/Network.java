package dev.slipway.runtime.network;

import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.network.PastaNetwork.Lifetime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Gives containers and build steps a network namespace that is connected to the outside.
public interface Network {
  /// The network that this process can make: a bridge as the host's root, pasta in a user
  /// namespace.
  ///
  /// @param runDirectory a directory of this store that is empty after a reboot
  static Network of(Path runDirectory, Lifetime lifetime) {
    return HostCapabilities.inUserNamespace()
        ? new PastaNetwork(runDirectory, lifetime)
        : BridgeNetwork.ofHost();
  }

  /// Makes a namespace with an address of its own, and publishes `ports` of it on the host.
  ///
  /// @param id names the container or step; unique on the host
  /// @throws dev.slipway.runtime.ContainerException a port is taken, or the host lacks a program
  ///   that is needed; nothing is left behind
  NetworkEndpoint attach(String id, List<PortMapping> ports)
      throws IOException, InterruptedException;

  /// Takes back what [#attach] gave to `id`: address, ports, links. Any process may do it, also
  /// twice.
  void release(String id) throws IOException, InterruptedException;

  /// As [#release] for an endpoint that published no ports and is closed, but without waiting for
  /// the kernel, which takes a namespace's links down on its own: what is there until then is taken
  /// back by whoever attaches next.
  void leave(String id) throws IOException, InterruptedException;
}
