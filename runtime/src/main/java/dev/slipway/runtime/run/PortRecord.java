package dev.slipway.runtime.run;

/// A published port.
///
/// @param hostPort 0 for any free one
/// @param protocol `tcp` or `udp`
public record PortRecord(String hostAddress, int hostPort, int containerPort, String protocol) {}
