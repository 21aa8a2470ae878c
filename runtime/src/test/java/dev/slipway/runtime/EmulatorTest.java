package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmulatorTest {
  @Test
  void registrationIsWhatTheKernelTakes() {
    var emulator = new Emulator("arm64", Path.of("/q"), "MAGIC:MASK");

    assertThat(emulator.registration()).isEqualTo(":qemu-arm64:M::MAGIC:MASK:/q:PCF");
  }

  @Test
  void unknownArchitectureIsNamed() {
    assertThatThrownBy(() -> Emulator.find("vax", "linux/vax"))
        .isInstanceOfSatisfying(
            ContainerException.class,
            refused -> {
              assertThat(refused).hasMessageContaining("linux/vax");
              assertThat(refused.hint()).isNotBlank();
            });
  }
}
