package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoFormatTest {

  @Test
  void quotesAsGoDoes() {
    assertThat(GoFormat.quoted(List.of("a b", "c\"d\\", "\n\u0001é")))
        .isEqualTo("[\"a b\" \"c\\\"d\\\\\" \"\\n\\x01é\"]");
    assertThat(GoFormat.quotedCharacter(0)).isEqualTo("'\\x00'");
    assertThat(GoFormat.quotedCharacter(3)).isEqualTo("'\\x03'");
    assertThat(GoFormat.quotedCharacter(10)).isEqualTo("'\\n'");
    assertThat(GoFormat.quotedCharacter(39)).isEqualTo("'\\''");
  }

  @Test
  void writesDurationsAsGoDoes() {
    assertThat(GoFormat.duration(Duration.ZERO)).isEqualTo("0s");
    assertThat(GoFormat.duration(Duration.ofMillis(500))).isEqualTo("500ms");
    assertThat(GoFormat.duration(Duration.ofMillis(1500))).isEqualTo("1.5s");
    assertThat(GoFormat.duration(Duration.ofSeconds(90))).isEqualTo("1m30s");
    assertThat(GoFormat.duration(Duration.ofHours(1))).isEqualTo("1h0m0s");
  }
}
