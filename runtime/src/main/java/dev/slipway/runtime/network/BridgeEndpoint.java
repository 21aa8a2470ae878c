package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A namespace with links to one or more bridges; it is kept until a container is in it.
public final class BridgeEndpoint implements NetworkEndpoint {
  private final InsideNetwork inside;
  private final List<NetworkLink> links;
  private final List<PortMapping> ports;
  private final String resolvConf;

  private BridgeEndpoint(
      InsideNetwork inside, List<NetworkLink> links, List<PortMapping> ports, String resolvConf) {
    this.inside = inside;
    this.links = links;
    this.ports = ports;
    this.resolvConf = resolvConf;
  }

  /// A new namespace on these networks.
  ///
  /// @param joins at least one
  public static BridgeEndpoint make(String id, List<Join> joins)
      throws IOException, InterruptedException {
    InsideNetwork inside = InsideNetwork.make(id);
    List<Join> joined = new ArrayList<>();
    boolean done = false;
    try {
      List<NetworkLink> links = new ArrayList<>();
      List<PortMapping> ports = new ArrayList<>();
      for (Join join : joins) {
        BridgeNetwork.Joined got = join.network().join(join.request(), inside);
        joined.add(join);
        links.add(got.link());
        ports.addAll(got.ports());
      }
      var endpoint =
          new BridgeEndpoint(
              inside, List.copyOf(links), List.copyOf(ports), ResolvConf.forContainer());
      done = true;
      return endpoint;
    } finally {
      if (!done) {
        // With the namespace the links go; the ports and addresses of what was joined before are
        // given back by name.
        inside.close();
        for (Join join : joined) {
          join.network().release(id);
        }
      }
    }
  }

  /// One of the networks, and what is wanted of it.
  public record Join(BridgeNetwork network, EndpointRequest request) {}

  @Override
  public Path namespace() {
    return inside.path();
  }

  @Override
  public List<NetworkLink> links() {
    return links;
  }

  @Override
  public String resolvConf() {
    return resolvConf;
  }

  @Override
  public List<PortMapping> ports() {
    return ports;
  }

  @Override
  public void close() {
    inside.close();
  }
}
