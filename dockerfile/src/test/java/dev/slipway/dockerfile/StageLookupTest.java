package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.parse.DockerfileParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StageLookupTest {
  private final StageLookup lookup =
      new StageLookup(
          DockerfileParser.parse(
                  "Dockerfile", "FROM a AS one\nFROM b\nFROM c AS two\nFROM d AS one\n")
              .stages());

  private static int index(Optional<Stage> stage) {
    return stage.map(Stage::index).orElse(-1);
  }

  @Test
  void theLastOfANameIsMeantWhateverItsCase() {
    assertThat(index(lookup.named("ONE"))).isEqualTo(3);
    assertThat(index(lookup.named("three"))).isEqualTo(-1);
  }

  @Test
  void onlyStagesBeforeAreSeen() {
    assertThat(index(lookup.namedBefore(3, "one"))).isZero();
    assertThat(index(lookup.namedBefore(4, "one"))).isEqualTo(3);
    assertThat(index(lookup.namedBefore(2, "two"))).isEqualTo(-1);
  }

  @Test
  void numbersAreDecimalWithoutLeadingZeros() {
    assertThat(index(lookup.before(3, "1"))).isEqualTo(1);
    assertThat(index(lookup.before(3, "0"))).isZero();
    assertThat(index(lookup.before(3, "3"))).isEqualTo(-1);
    assertThat(index(lookup.before(3, "01"))).isEqualTo(-1);
    assertThat(index(lookup.before(3, "12345678901"))).isEqualTo(-1);
    assertThat(index(lookup.before(3, ""))).isEqualTo(-1);
  }
}
