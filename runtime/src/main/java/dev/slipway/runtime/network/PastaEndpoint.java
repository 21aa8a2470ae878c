package dev.slipway.runtime.network;

import dev.slipway.tasks.DedicatedThread;
import java.nio.file.Path;
import java.util.List;

/// An attachment to a [PastaNetwork].
record PastaEndpoint(
    DedicatedThread inside,
    DedicatedThread parent,
    Path namespace,
    List<PortMapping> ports,
    String resolvConf)
    implements NetworkEndpoint {
  PastaEndpoint {
    ports = List.copyOf(ports);
  }

  @Override
  public List<NetworkLink> links() {
    return List.of(
        NetworkLink.of(
            Membership.DEFAULT, PastaNetwork.ADDRESS, PastaNetwork.PREFIX, PastaNetwork.GATEWAY));
  }

  @Override
  public void close() {
    parent.close();
    inside.close();
  }
}
