package dev.slipway.image.store;

import java.io.IOException;
import java.io.OutputStream;

/// Passes on everything but the closing.
final class UnclosedOutput extends OutputStream {
  private final OutputStream sink;

  UnclosedOutput(OutputStream sink) {
    this.sink = sink;
  }

  @Override
  public void write(int value) throws IOException {
    sink.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }
}
