package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What would take hours if its cost grew with the square of its length.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LongWordTest {
  private static final Span START = new Span(1, 1, 1, 1);
  private static final int LONG = 1_000_000;

  private static String expand(String text, Variables variables) {
    return WordExpander.of('\\').expand(text, variables, START).value();
  }

  @Test
  void aPatternThatNearlyFitsEverywhere() {
    Variables value = Variables.EMPTY.with("V", "a".repeat(LONG));
    String nearly = "a".repeat(LONG / 2) + "b";

    assertThat(expand("${V//" + nearly + "/x}", value)).hasSize(LONG);
    assertThat(expand("${V/*" + nearly + "*/x}", value)).hasSize(LONG);
    assertThat(expand("${V##*" + nearly + "}", value)).hasSize(LONG);
    assertThat(expand("${V%%" + nearly + "*}", value)).hasSize(LONG);
  }

  @Test
  void manyStarsAndManyLines() {
    Variables value = Variables.EMPTY.with("V", ("a".repeat(500) + "\n").repeat(LONG / 500));

    assertThat(expand("${V//" + "*a".repeat(400) + "*b/x}", value)).hasSize(LONG + LONG / 500);
    assertThat(expand("${V//a*/x}", value)).isEqualTo("x\n".repeat(LONG / 500));
    assertThat(expand("${V//*/}", value)).hasSize(LONG / 500);
  }

  @Test
  void manyVariablesAndQuotes() {
    Variables value = Variables.EMPTY.with("V", "v");

    assertThat(expand("$V${V}\"$V\"'$V'\\$".repeat(LONG / 20), value)).hasSize(LONG / 20 * 6);
    assertThat(WordExpander.of('\\').words("a ".repeat(LONG), value, START)).hasSize(LONG);
  }

  @Test
  void nestingIsRefusedBeforeTheStackIsFull() {
    assertThat(expand("${A:-".repeat(150) + "x" + "}".repeat(150), Variables.EMPTY)).isEqualTo("x");
    assertThatThrownBy(() -> expand("${A:-\"".repeat(LONG), Variables.EMPTY))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining("nested too deeply");
  }
}
