package dev.slipway.runtime.run;

import io.avaje.jsonb.Json;

/// A published port.
///
/// @param hostPort 0 for any free one
/// @param protocol `tcp` or `udp`
@Json
public record PortRecord(String hostAddress, int hostPort, int containerPort, String protocol) {}
