package dev.slipway.runtime.network;

import java.nio.file.Path;
import java.util.List;

/// A network namespace that is ready to be joined.
///
/// It lives as long as a process is in it or this endpoint is open; closing takes back nothing
/// else, see [Network#release].
public interface NetworkEndpoint extends AutoCloseable {
  /// The namespace as a path to give to setns(2) or to an OCI runtime, good until [#close].
  Path namespace();

  /// The container's places on its networks, one at least.
  List<NetworkLink> links();

  /// The container's own IPv4 address.
  default String address() {
    return links().getFirst().address();
  }

  /// The host as the container sees it.
  default String gateway() {
    return links().getFirst().gateway();
  }

  /// What `/etc/resolv.conf` is to say inside.
  String resolvConf();

  /// The published ports, with the host ports that were chosen.
  List<PortMapping> ports();

  @Override
  void close();
}
