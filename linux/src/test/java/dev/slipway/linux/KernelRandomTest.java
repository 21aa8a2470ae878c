package dev.slipway.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelRandomTest {
  private final KernelRandom random = KernelRandom.source();

  @Test
  void noNumberComesTwice() {
    Set<Long> drawn = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      drawn.add(random.nextLong());
    }
    assertThat(drawn).hasSize(10_000);
  }

  @Test
  void everyBitIsSometimesSetAndSometimesNot() {
    long once = 0;
    long always = -1;
    for (int i = 0; i < 1_000; i++) {
      long drawn = random.nextLong();
      once |= drawn;
      always &= drawn;
    }
    assertThat(once).isEqualTo(-1);
    assertThat(always).isZero();
  }

  @Test
  void everyNumberBelowABoundIsDrawnAndNoOther() {
    Set<Integer> drawn = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      drawn.add(random.nextInt(7));
    }
    assertThat(drawn).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void allBytesAreFilled() {
    byte[] zeros = new byte[33];
    byte[] bytes = zeros.clone();
    for (int i = 0; i < 100; i++) {
      byte[] drawn = new byte[33];
      random.nextBytes(drawn);
      for (int at = 0; at < drawn.length; at++) {
        bytes[at] |= drawn[at];
      }
    }
    assertThat(bytes).doesNotContain(0);
  }
}
