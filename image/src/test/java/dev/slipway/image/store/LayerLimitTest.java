package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerLimitTest {
  @Test
  void aSmallLayerMayBeAnythingAndALargeOneOnlySoMuchLargerThanItsBlob() {
    LayerLimit usual = LayerLimit.of(null);

    assertThat(usual.most(1)).isEqualTo(1L << 30);
    assertThat(usual.most(100L << 20)).isEqualTo(200 * (100L << 20));
    assertThat(usual.most(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"'',1073741824", "5000,5000", "4k,4096", "500M,524288000", "20g,21474836480"})
  void itIsAsLargeAsTheVariableSays(String text, long bytes) {
    assertThat(LayerLimit.of(text).bytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "g", "-1", "1.5g", "99999999999t"})
  void whatIsNoSizeIsRefusedByName(String text) {
    assertThatThrownBy(() -> LayerLimit.of(text))
        .isInstanceOf(ImageException.class)
        .hasMessage("SLIPWAY_LAYER_LIMIT is no size: " + text);
  }

  @Test
  void aStreamIsPassedOnToItsLimitAndNoByteFurther() throws Exception {
    byte[] layer = new byte[1000];
    try (InputStream exact = new LayerLimit(1000).bound(new ByteArrayInputStream(layer), "x", 1)) {
      assertThat(exact.readAllBytes()).isEqualTo(layer);
    }
    try (InputStream over = new LayerLimit(999).bound(new ByteArrayInputStream(layer), "x", 1)) {
      assertThatThrownBy(() -> over.skipNBytes(1000))
          .isInstanceOf(ImageException.class)
          .hasMessage("x has 1 bytes and unpacks to more than 999, over 200 times as much");
    }
  }
}
