package dev.slipway.registry.transport;

import java.io.IOException;

/// Sends requests. One implementation speaks HTTP; the others decorate it.
public interface Transport {
  /// Whatever the status, an answer is an answer; whoever gets it closes it.
  ///
  /// @throws IOException there is none
  Response send(Request request) throws IOException, InterruptedException;
}
