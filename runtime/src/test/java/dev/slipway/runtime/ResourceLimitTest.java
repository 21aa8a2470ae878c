package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceLimitTest {
  @Test
  void oneNumberIsBothLimits() {
    assertThat(ResourceLimit.parse("nproc=64")).isEqualTo(new ResourceLimit("nproc", 64, 64));
    assertThat(ResourceLimit.parse("nofile=1024:2048"))
        .isEqualTo(new ResourceLimit("nofile", 1024, 2048));
    assertThat(ResourceLimit.parse("core=0:-1")).isEqualTo(new ResourceLimit("core", 0, -1));
    assertThat(ResourceLimit.parse("nofile=1").kernelName()).isEqualTo("RLIMIT_NOFILE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nofile",
        "nofile=",
        "nofile=a",
        "nofile=1:",
        "files=1",
        "nofile=2:1",
        "nofile=-1:5",
        "nofile=-2",
        "=1"
      })
  void whatIsNoLimitIsRefusedWithARemedy(String text) {
    assertThatThrownBy(() -> ResourceLimit.parse(text))
        .isInstanceOfSatisfying(
            ContainerException.class, refused -> assertThat(refused.hint()).isNotBlank());
  }
}
