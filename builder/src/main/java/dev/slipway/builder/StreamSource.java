package dev.slipway.builder;

import java.io.IOException;
import java.io.InputStream;

/// Something to be read, such as standard input.
@FunctionalInterface
public interface StreamSource {
  InputStream open() throws IOException;
}
