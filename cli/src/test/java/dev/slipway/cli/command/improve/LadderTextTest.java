package dev.slipway.cli.command.improve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.improve.prove.Rung;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTextTest {
  @Test
  void eachRungIsARowWithABar() {
    String text =
        LadderText.of(
            List.of(
                new Rung(
                    "",
                    new Rung.Built(
                        978_000_000, 87, Duration.ofMillis(15_570), Duration.ofMillis(9_100)),
                    3,
                    9),
                new Rung("compile it", null, 2, 8),
                new Rung(
                    "ship the program alone",
                    new Rung.Built(6_500_000, 0, Duration.ofSeconds(11), null),
                    1,
                    2)));

    assertThat(text)
        .contains("SIZE", "COLD", "EDITED", "PACKAGES", "RISKY", "OTHERS")
        .containsPattern("  0 the original +978MB +#{24}  15.57s   9.10s    87        3      9\n")
        .containsPattern("  1 compile it +not built +2      8\n")
        .containsPattern(
            "  2 ship the program alone +6.5MB +# +11.00s   -        0         1      2\n");
  }
}
