package dev.slipway.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Standard output or standard error: UTF-8 text and raw bytes through one buffer.
///
/// A reader that went away ([BrokenPipe]) is not an error worth a word: `slipway images | head -1`.
public final class TextOutput {
  private static final int FLUSH_AT = 8192;

  private final OutputStream stream;
  private final StringBuilder pending = new StringBuilder();

  public TextOutput(OutputStream stream) {
    this.stream = stream;
  }

  public synchronized void print(String text) {
    pending.append(text);
    if (pending.length() > FLUSH_AT) {
      flush();
    }
  }

  public synchronized void println(String line) {
    pending.append(line).append('\n');
    if (pending.length() > FLUSH_AT) {
      flush();
    }
  }

  public synchronized void write(byte[] bytes, int offset, int length) {
    flush();
    try {
      stream.write(bytes, offset, length);
    } catch (IOException failure) {
      throw broken(failure);
    }
  }

  public synchronized void flush() {
    try {
      if (!pending.isEmpty()) {
        byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
        pending.setLength(0);
        stream.write(bytes);
      }
      stream.flush();
    } catch (IOException failure) {
      throw broken(failure);
    }
  }

  /// A stream for whoever writes bytes (an archive, a container's output); closing it only flushes.
  public OutputStream asStream() {
    flush();
    return new OutputStream() {
      @Override
      public void write(int value) {
        TextOutput.this.write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        TextOutput.this.write(bytes, offset, length);
      }

      @Override
      public void flush() {
        TextOutput.this.flush();
      }
    };
  }

  private static RuntimeException broken(IOException failure) {
    String message = failure.getMessage();
    if (message != null && message.contains("Broken pipe")) {
      return new BrokenPipe(failure);
    }
    return new Unwritable(message == null ? "it cannot be written" : message, failure);
  }

  /// Our output cannot be written: its device is full, or was taken away.
  public static final class Unwritable extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    Unwritable(String message, IOException cause) {
      super(message, cause);
    }
  }

  /// The reader of our output has gone.
  public static final class BrokenPipe extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    BrokenPipe(IOException cause) {
      super(cause);
    }
  }
}
