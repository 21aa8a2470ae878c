package dev.slipway.cli.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "4096, 4096",
    "64m, 67108864",
    "64M, 67108864",
    "64MiB, 67108864",
    "64mb, 67108864",
    "1.5g, 1610612736",
    "2 k, 2048",
    "1t, 1099511627776",
    "7b, 7"
  })
  void unitsArePowersOf1024(String text, long bytes) {
    assertThat(ByteSize.parse(text)).isEqualTo(bytes);
  }

  @Test
  void whatIsNoSizeIsNull() {
    for (String text : new String[] {"", "x", "-1", "m", "1x", "1mm", "1.", "1 2"}) {
      assertThat(ByteSize.parse(text)).as(text).isNull();
    }
  }
}
