package dev.slipway.builder.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import org.junit.jupiter.api.Test;

class DockerfileExcerptTest {
  private static final SourceFile FILE =
      SourceFile.of("Dockerfile", "FROM a\nRUN b\n\nRUN c \\\n  d\nRUN e\nRUN f\nRUN g\n");

  @Test
  void marksEveryLineAndPointsAtTheFirst() {
    assertThat(DockerfileExcerpt.of(FILE, new Span(4, 1, 5, 4)).lines())
        .containsExactly(
            "Dockerfile:4",
            "--------------------",
            "   2 |     RUN b",
            "   3 |     ",
            "   4 | >>> RUN c \\",
            "     |     ^^^^^^^",
            "   5 | >>>   d",
            "   6 |     RUN e",
            "   7 |     RUN f",
            "--------------------");
  }

  @Test
  void staysWithinTheFile() {
    assertThat(DockerfileExcerpt.of(FILE, new Span(1, 1, 1, 7)))
        .startsWith("Dockerfile:1\n--------------------\n   1 | >>> FROM a\n     |     ^^^^^^\n");
  }
}
