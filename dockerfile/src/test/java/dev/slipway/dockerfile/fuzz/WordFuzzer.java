package dev.slipway.dockerfile.fuzz;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.WordExpander;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Quotes, escapes, variables and the patterns in them.
public final class WordFuzzer {
  private static final Span START = new Span(1, 1, 1, 1);
  private static final Variables VARIABLES =
      Variables.of(Map.of("A", "abaXb/a.b", "E", "", "V", "a/b\nc/aab", "M", " x  y "));

  private WordFuzzer() {}

  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int bits = data[0];
    var expander =
        new WordExpander(
            (bits & 1) == 0 ? '\\' : '`',
            (bits & 2) != 0,
            (bits & 4) != 0,
            (bits & 8) != 0,
            (bits & 16) != 0);
    String text = new String(data, 1, data.length - 1, StandardCharsets.UTF_8);
    try {
      expander.expand(text, VARIABLES, START);
      expander.words(text, VARIABLES, START);
    } catch (DockerfileException refused) {
      if (refused.diagnostics().isEmpty()) {
        throw new AssertionError("refused without a reason");
      }
    }
  }
}
