package dev.slipway.builder.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {

  @ParameterizedTest
  @CsvSource({
    "*, a, true",
    "*, .hidden, true",
    "*.go, main.go, true",
    "*.go, main.c, false",
    "a*b*c, aXbYc, true",
    "a*b*c, abcb, false",
    "?, é, true",
    "?, ab, false",
    "[a-c]x, bx, true",
    "[^a-c]x, bx, false",
    "[^a-c]x, dx, true",
    "\\*, *, true",
    "\\*, a, false",
    "go.su*, go.mod, false",
  })
  void matchesAsGoDoes(String pattern, String name, boolean matches) {
    assertThat(new NamePattern(pattern).matches(name)).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[]", "[a", "a\\"})
  void malformedPatternIsRefused(String pattern) {
    assertThatThrownBy(() -> new NamePattern(pattern))
        .hasMessageContaining("syntax error in pattern");
  }

  @Test
  void plainNamesAreNoPatterns() {
    assertThat(NamePattern.isPattern("a.b-c")).isFalse();
    assertThat(NamePattern.isPattern("a*")).isTrue();
  }
}
