package dev.slipway.dockerfile.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import org.junit.jupiter.api.Test;

class MarkedLinesTest {
  @Test
  void anInstructionOfThousandsOfLinesIsShownInPart() {
    var source = SourceFile.of("Dockerfile", "FROM scratch\n" + "a \\\n".repeat(5_000));

    String shown = MarkedLines.of(source, new Span(2, 1, 5_001, 1));

    assertThat(shown.lines())
        .hasSize(204)
        .startsWith("Dockerfile:2", "--------------------", "   1 |     FROM scratch")
        .endsWith(" 200 | >>> a \\", " ... | >>> 4802 more lines", "--------------------");
  }
}
