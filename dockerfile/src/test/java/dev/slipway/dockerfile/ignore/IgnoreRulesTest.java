package dev.slipway.dockerfile.ignore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.DockerfileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IgnoreRulesTest {
  /// Lines of the file (`;` between them), a path, and whether it is left out.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "node_modules|node_modules|true",
        "node_modules|node_modules/a/b|true",
        "node_modules|src/node_modules|false",
        "/node_modules/|node_modules|true",
        "./a/../b|b/c|true",
        "*.md|README.md|true",
        "*.md|docs/README.md|false",
        "**/*.md|README.md|true",
        "**/*.md|docs/a/README.md|true",
        "docs/**|docs|false",
        "docs/**|docs/a|true",
        "a/**/b|a/b|true",
        "a/**/b|a/x/y/b|true",
        "a/**/b|a/x/y/c|false",
        "**|anything/at/all|true",
        "a?c|abc|true",
        "a?c|a/c|false",
        "[a-c]x|bx|true",
        "[^a-c]x|bx|false",
        "a\\*b|a*b|true",
        "a\\*b|axb|false",
        "*;!keep|keep|false",
        "*;!keep|other|true",
        "*;!dir/keep|dir|true",
        "*;!dir/keep|dir/keep|false",
        "*;!dir/keep|dir/other|true",
        "!keep;*|keep|true",
        "dir;!dir/a;dir/a/b|dir/a/c|false",
        "dir;!dir/a;dir/a/b|dir/a/b|true",
        "a.b|axb|false",
        "(x)+|(x)+|true",
        "#comment|#comment|false",
        "' #x'|#x|true",
        "*.go;!**/*_test.go|a/x_test.go|false",
      })
  void leavesOut(String lines, String path, boolean excluded) {
    IgnoreRules rules = IgnoreRules.parse(".dockerignore", lines.replace(';', '\n'));

    assertThat(rules.excludes(path)).isEqualTo(excluded);
  }

  @Test
  void aDirectoryIsReadOnlyWhereSomethingInItMayBeKept() {
    IgnoreRules plain = IgnoreRules.parse("x", "*\n!src/main\n");
    assertThat(plain.mayContainIncluded("src")).isTrue();
    assertThat(plain.mayContainIncluded("node_modules")).isFalse();

    IgnoreRules wild = IgnoreRules.parse("x", "*\n!**/*.go\n");
    assertThat(wild.mayContainIncluded("node_modules")).isTrue();

    IgnoreRules none = IgnoreRules.parse("x", "a\n");
    assertThat(none.mayContainIncluded("a")).isFalse();
    assertThat(none.mayContainIncluded("b")).isTrue();
  }

  @Test
  void windowsLinesAndAByteOrderMarkAreTakenAway() {
    IgnoreRules rules = IgnoreRules.parse("x", "\ufeffa/\r\n  \r\n! /a/b \r\n");

    assertThat(rules.patterns()).containsExactly("a", "!a/b");
  }

  @Test
  void allMalformedLinesAreReportedWithTheirPlace() {
    assertThatThrownBy(() -> IgnoreRules.parse(".dockerignore", "ok\n[a\n!\n"))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining(".dockerignore:2:1: error: syntax error in pattern")
        .hasMessageContaining(".dockerignore:3:1: error: syntax error in pattern");
  }

  @Test
  void manyStarsDoNotMultiply() {
    IgnoreRules rules =
        IgnoreRules.parse("x", "**/a".repeat(100) + "/b\n" + "*a".repeat(200) + "b");

    assertThat(rules.excludes("a/".repeat(300) + "c")).isFalse();
    assertThat(rules.excludes("a".repeat(4_000))).isFalse();
  }
}
