package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VariablesTest {
  @Test
  void aChangedCopyLeavesTheOriginalAsItWas() {
    Variables one = Variables.EMPTY.with("A", "1");
    Variables two = one.with("A", "2").with("B", "3");

    assertThat(one.toMap()).isEqualTo(Map.of("A", "1"));
    assertThat(two.get("A")).isEqualTo("2");
    assertThat(one.get("B")).isNull();
  }

  @Test
  void behavesLikeAMapWhateverTheOrderOfNames() {
    var random = new Random(7);
    var expected = new HashMap<String, String>();
    Variables variables = Variables.EMPTY;
    for (int i = 0; i < 5_000; i++) {
      String name = i < 2_000 ? "N%05d".formatted(i) : "N%05d".formatted(random.nextInt(9_000));
      variables = variables.with(name, "v" + i);
      expected.put(name, "v" + i);
    }

    assertThat(variables.toMap()).isEqualTo(expected);
    assertThat(expected).allSatisfy(new Same(variables)::check);
  }

  private record Same(Variables variables) {
    void check(String name, String value) {
      assertThat(variables.get(name)).isEqualTo(value);
    }
  }

  @Test
  void aHundredThousandNamesInOrderDoNotOverflowTheStack() {
    Variables variables = Variables.EMPTY;
    for (int i = 0; i < 100_000; i++) {
      variables = variables.with("N%06d".formatted(i), "");
    }

    assertThat(variables.toMap()).hasSize(100_000);
  }
}
