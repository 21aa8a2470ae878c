package dev.slipway.engine.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.runtime.ContainerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiskRateTest {
  @Test
  void bytesHaveUnitsAndOperationsNone() {
    assertThat(DiskRate.bytes("/dev/sda:1mb", "device-read-bps")).isEqualTo("/dev/sda:1048576");
    assertThat(DiskRate.operations("/dev/disk/by-path/pci-0:0:500", "device-read-iops"))
        .isEqualTo("/dev/disk/by-path/pci-0:0:500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dev/sda", "sda:1mb", "/dev/sda:much", "/dev/sda:0"})
  void whatSaysNoRateOfADiskIsRefused(String text) {
    assertThatThrownBy(() -> DiskRate.bytes(text, "device-read-bps"))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("device-read-bps");
    assertThatThrownBy(() -> DiskRate.operations(text, "device-read-iops"))
        .isInstanceOf(ContainerException.class);
  }
}
