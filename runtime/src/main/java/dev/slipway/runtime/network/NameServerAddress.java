package dev.slipway.runtime.network;

/// Where the name server of all networks listens: on the host's loopback, to which each bridge
/// sends on what is asked of its gateway. A name server of the host's own may have port 53.
public final class NameServerAddress {
  public static final String HOST = "127.53.83.87";
  public static final int PORT = 10_053;

  private NameServerAddress() {}
}
