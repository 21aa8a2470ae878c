package dev.slipway.registry.transport;

import java.io.IOException;
import java.io.InputStream;

/// What a request carries.
public sealed interface Payload {
  Payload NONE = new None();

  /// Whether it can be sent again as it is.
  boolean isRepeatable();

  record None() implements Payload {
    @Override
    public boolean isRepeatable() {
      return true;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Bytes(byte[] content) implements Payload {
    @Override
    public boolean isRepeatable() {
      return true;
    }
  }

  /// @param length negative where nobody knows it yet: it is sent in chunks
  record Stream(Source source, long length) implements Payload {
    @Override
    public boolean isRepeatable() {
      return false;
    }
  }

  /// Where the bytes of a stream come from; opened once for each time that it is sent.
  interface Source {
    InputStream open() throws IOException;
  }
}
