package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallSha256Test {
  @Test
  void theStandardsExampleHasTheStandardsHash() {
    assertThat(HexFormat.of().formatHex(SmallSha256.digest(new byte[] {'a', 'b', 'c'})))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void everyLengthHasTheHashThatJavaGivesIt() {
    byte[] random = new byte[300];
    new Random(1).nextBytes(random);
    for (int length = 0; length <= random.length; length++) {
      byte[] content = Arrays.copyOf(random, length);
      assertThat(SmallSha256.digest(content))
          .as("%d bytes", length)
          .isEqualTo(Digest.newSha256().digest(content));
    }
  }

  @Test
  void bytesOfOneValueAndManyBlocksHaveTheHashThatJavaGivesThem() {
    for (int value : new int[] {0, 0x7f, 0x80, 0xff}) {
      byte[] content = new byte[40_000];
      Arrays.fill(content, (byte) value);
      assertThat(SmallSha256.digest(content)).isEqualTo(Digest.newSha256().digest(content));
      assertThat(Digest.sha256(content)).isEqualTo(Digest.ofSha256(SmallSha256.digest(content)));
    }
  }
}
