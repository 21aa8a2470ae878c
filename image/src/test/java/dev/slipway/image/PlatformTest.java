package dev.slipway.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64",
    "linux/x86_64, linux/amd64",
    "linux/aarch64, linux/arm64",
    "linux/arm64/v8, linux/arm64",
    "linux/arm, linux/arm/v7",
    "linux/arm/6, linux/arm/v6",
    "LINUX/AMD64, linux/amd64",
    "arm64, linux/arm64",
    "linux/riscv64, linux/riscv64",
  })
  void writtenFormsAreNormalised(String written, String normal) {
    assertThat(Platform.parse(written).format()).isEqualTo(normal);
  }

  @Test
  void whatIsNoPlatformIsRefused() {
    for (String text : new String[] {"", "a/b/c/d", "linux/", "pdp11"}) {
      assertThatThrownBy(() -> Platform.parse(text)).isInstanceOf(ImageException.class);
    }
  }

  @Test
  void olderArmVariantsRunOnNewerOnes() {
    Platform host = Platform.parse("linux/arm/v7");

    assertThat(Platform.parse("linux/arm/v6").runsOn(host)).isTrue();
    assertThat(Platform.parse("linux/arm64").runsOn(host)).isFalse();
    assertThat(Platform.parse("linux/arm/v7").runsOn(Platform.parse("linux/arm/v6"))).isFalse();
  }
}
