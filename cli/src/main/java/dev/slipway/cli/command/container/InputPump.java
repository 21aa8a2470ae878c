package dev.slipway.cli.command.container;

import dev.slipway.runtime.run.Attachment;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.io.InputStream;

/// Carries our standard input to a container's, on a thread that ends with the program: nothing can
/// interrupt a read from a terminal.
final class InputPump {
  private static final int BUFFER = 16 << 10;

  private final InputStream input;
  private final Attachment attachment;
  private final boolean terminal;
  private final DetachKeys keys;
  private volatile boolean left;

  /// @param terminal whether `keys` are for us
  InputPump(InputStream input, Attachment attachment, boolean terminal, DetachKeys keys) {
    this.keys = keys;
    this.input = input;
    this.attachment = attachment;
    this.terminal = terminal;
  }

  void start() {
    DedicatedThread.abandon("standard input", this::carry);
  }

  /// Whether the user went away and left the container running.
  boolean userLeft() {
    return left;
  }

  private void carry() {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        byte[] bytes = terminal ? keys.filter(buffer, count) : buffer;
        attachment.send(bytes, terminal ? bytes.length : count);
        if (keys.complete()) {
          left = true;
          attachment.leave();
          return;
        }
      }
      attachment.endInput();
    } catch (IOException ended) {
      // The container does not take input any more.
    }
  }
}
