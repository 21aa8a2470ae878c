package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraHostTest {
  @Test
  void nameAndAddressAreDividedByColonOrEqualsSign() {
    assertThat(ExtraHost.parse("db:10.0.0.5")).isEqualTo(new ExtraHost("db", "10.0.0.5"));
    assertThat(ExtraHost.parse("db=10.0.0.5")).isEqualTo(new ExtraHost("db", "10.0.0.5"));
    assertThat(ExtraHost.parse("six:2001:db8::1")).isEqualTo(new ExtraHost("six", "2001:db8::1"));
    assertThat(ExtraHost.parse("six=[2001:db8::1]")).isEqualTo(new ExtraHost("six", "2001:db8::1"));
    assertThat(ExtraHost.parse("me:host-gateway"))
        .isEqualTo(new ExtraHost("me", ExtraHost.GATEWAY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "db", ":10.0.0.5", "db:", "db:other", "db:10.0.0", "db:1.2.3.4.5"})
  void whatIsNoMappingIsRefused(String text) {
    assertThatThrownBy(() -> ExtraHost.parse(text))
        .isInstanceOf(BuildException.class)
        .hasMessage("invalid host " + text);
  }
}
