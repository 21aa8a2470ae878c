package dev.slipway.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What one command line did, run in this process.
record TestRun(int code, String out, String err) {
  /// Words parted by blanks.
  static TestRun of(String line) {
    return of(line.isEmpty() ? List.of() : List.of(line.split(" ")), "");
  }

  static TestRun of(List<String> words, String input) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int code = Program.run(words, Console.of(in, out, err));
    return new TestRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  TestRun succeeded() {
    assertThat(err).isEmpty();
    assertThat(code).isZero();
    return this;
  }
}
