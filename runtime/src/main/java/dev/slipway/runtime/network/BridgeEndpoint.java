package dev.slipway.runtime.network;

import dev.slipway.tasks.DedicatedThread;
import java.nio.file.Path;
import java.util.List;

/// An attachment to a [BridgeNetwork]; a parked thread keeps its namespace until a container is in
/// it.
final class BridgeEndpoint implements NetworkEndpoint {
  private final DedicatedThread thread;
  private final Path namespace;
  private final EndpointRecord attached;
  private final Ipv4 gateway;
  private final String resolvConf;

  BridgeEndpoint(
      DedicatedThread thread,
      Path namespace,
      EndpointRecord attached,
      Ipv4 gateway,
      String resolvConf) {
    this.thread = thread;
    this.namespace = namespace;
    this.attached = attached;
    this.gateway = gateway;
    this.resolvConf = resolvConf;
  }

  @Override
  public Path namespace() {
    return namespace;
  }

  @Override
  public String address() {
    return attached.address().toString();
  }

  @Override
  public String gateway() {
    return gateway.toString();
  }

  @Override
  public String resolvConf() {
    return resolvConf;
  }

  @Override
  public List<PortMapping> ports() {
    return attached.ports();
  }

  @Override
  public void close() {
    thread.close();
  }
}
