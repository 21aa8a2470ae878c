package dev.slipway.runtime.network;

import java.io.IOException;
import java.util.List;

/// Gives containers and build steps a network namespace that is connected to the outside.
public interface Network {
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
}
