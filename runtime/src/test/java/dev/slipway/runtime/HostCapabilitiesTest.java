package dev.slipway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HostCapabilitiesTest {
  @Test
  void missingProgramIsNamedWithItsPackage() {
    assertThatThrownBy(
            () -> HostCapabilities.require("no-such-program", "its-package", "it does nothing"))
        .isInstanceOfSatisfying(
            ContainerException.class,
            refused -> {
              assertThat(refused).hasMessageContaining("`no-such-program`");
              assertThat(refused.hint()).isEqualTo("apt-get install its-package");
            });
  }

  @Test
  void programsOfTheSystemAreFound() {
    assertThat(HostCapabilities.find("sh")).isPresent();
    assertThat(HostCapabilities.find("no-such-program")).isEmpty();
  }

  @Test
  void whatIsMissingIsSaidOnce() {
    assertThat(HostCapabilities.missing())
        .doesNotHaveDuplicates()
        .allSatisfy(missing -> assertThat(missing.remedy()).isNotBlank());
  }
}
