package dev.slipway.dockerfile.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPatternTest {
  /// The table is Go's behaviour, run.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "abc|abc|true",
        "*|abc|true",
        "*c|abc|true",
        "a*|ab/c|false",
        "a*/b|abc/b|true",
        "a*b*c*d*e*/f|axbxcxdxexxx/f|true",
        "a*b*c*d*e*/f|axbxcxdxexxx/fff|false",
        "a*b?c*x|abxbbxdbxebxczzx|true",
        "ab[c]|abc|true",
        "ab[b-d]|abc|true",
        "ab[^e-g]|abc|true",
        "ab[^b-d]|abc|false",
        "a\\*b|a*b|true",
        "a\\*b|ab|false",
        "a?b|a\u263ab|true",
        "a[^a]b|a\u263ab|true",
        "a???b|a\u263ab|false",
        "[a-\u03b6]*|\u03b1|true",
        "a?b|a/b|false",
        "a*b|a/b|false",
        "[\\]a]|]|true",
        "[x\\-]|-|true",
        "*x|xxx|true",
        "a[^b]c|a/c|true",
      })
  void matches(String pattern, String path, boolean expected) {
    assertThat(GoPattern.of(pattern).matches(path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]a]", "[-]", "[x-]", "[-x]", "[", "[^", "[^bc", "a[", "\\", "[a-b-c]"})
  void malformedPatternsSaySo(String pattern) {
    assertThat(GoPattern.of(pattern).isValid()).isFalse();
  }

  @Test
  void manyStarsDoNotMultiply() {
    GoPattern pattern = GoPattern.of("*a".repeat(2_000) + "b");

    assertThat(pattern.matches("a".repeat(20_000))).isFalse();
  }
}
