package dev.slipway.it;

/// What a command did.
record Outcome(String command, int exitCode, String output, String errors) {
  /// Fails with everything the command said unless it succeeded.
  Outcome succeeded() {
    if (exitCode != 0) {
      throw new AssertionError(
          command
              + " ended with "
              + exitCode
              + "\n--- output\n"
              + output
              + "--- errors\n"
              + errors);
    }
    return this;
  }

  /// The output without its last line end.
  String text() {
    return output.stripTrailing();
  }

  /// Output and errors together.
  String all() {
    return output + errors;
  }
}
