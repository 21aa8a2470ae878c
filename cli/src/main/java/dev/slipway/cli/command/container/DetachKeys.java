package dev.slipway.cli.command.container;

import java.io.ByteArrayOutputStream;

/// Finds ctrl-p ctrl-q in what a user types. A ctrl-p is held back until the next key tells what it
/// is.
final class DetachKeys {
  private static final int CTRL_P = 'p' - 'a' + 1;
  private static final int CTRL_Q = 'q' - 'a' + 1;

  private boolean begun;
  private boolean complete;

  /// What of `keys` is for the container.
  byte[] filter(byte[] keys, int length) {
    var passed = new ByteArrayOutputStream(length + 1);
    for (int i = 0; i < length && !complete; i++) {
      if (begun && keys[i] == CTRL_Q) {
        complete = true;
      } else if (keys[i] == CTRL_P && !begun) {
        begun = true;
      } else {
        if (begun) {
          passed.write(CTRL_P);
          begun = false;
        }
        if (keys[i] == CTRL_P) {
          begun = true;
        } else {
          passed.write(keys[i]);
        }
      }
    }
    return passed.toByteArray();
  }

  boolean complete() {
    return complete;
  }
}
