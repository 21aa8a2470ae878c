package dev.slipway.it;

import java.io.IOException;

/// A real registry that the tests started, on a free port of the loopback.
interface LoopbackRegistry extends AutoCloseable {
  /// `127.0.0.1:PORT`
  String address();

  @Override
  void close() throws IOException;
}
