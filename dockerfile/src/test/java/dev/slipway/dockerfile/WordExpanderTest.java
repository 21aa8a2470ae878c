package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordExpanderTest {
  private static final Span HERE = new Span(1, 1, 1, 2);
  private static final Variables VARIABLES =
      Variables.of(
          Map.of(
              "NAME", "app",
              "EMPTY", "",
              "FILE", "/srv/data.tar.gz",
              "WORDS", "80 443",
              "BANANA", "banana"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$NAME|app",
        "${NAME}s|apps",
        "$NAMEs|``",
        "\\$NAME|$NAME",
        "'$NAME'|$NAME",
        "\"$NAME\"|app",
        "\"a \\\" b\"|a \" b",
        "\"a\\b\"|a\\b",
        "a\\ b|a b",
        "$|$",
        "$$|``",
        "${NONE:-word}|word",
        "${EMPTY:-word}|word",
        "${EMPTY-word}|``",
        "${NONE-word}|word",
        "${NAME:-word}|app",
        "${NAME:+word}|word",
        "${EMPTY:+word}|``",
        "${EMPTY+word}|word",
        "${NONE+word}|``",
        "${NONE:-${NAME}-x}|app-x",
        "${NONE:-'a b'}|a b",
        "${NAME:?needed}|app",
        "${FILE#*/}|srv/data.tar.gz",
        "${FILE##*/}|data.tar.gz",
        "${FILE%.*}|/srv/data.tar",
        "${FILE%%.*}|/srv/data",
        "${FILE%nothing}|/srv/data.tar.gz",
        "${BANANA/a/o}|bonana",
        "${BANANA//a/o}|bonono",
        "${BANANA//a?/o}|booa",
        "${FILE//\\//-}|-srv-data.tar.gz",
        "${BANANA/n*/x}|bax",
      })
  void substitutes(String text, String expected) {
    assertThat(expand(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${NONE:?needed}|NONE: needed",
        "${NONE?}|NONE: is not allowed to be unset",
        "${EMPTY:?}|EMPTY: is not allowed to be empty",
        "\"open|unexpected end of statement while looking for matching double-quote",
        "'open|unexpected end of statement while looking for matching single-quote",
        "${NAME|syntax error: missing '}'",
        "${}|syntax error: bad substitution",
        "${NAME@x}|unsupported modifier (@) in substitution",
        "${NAME#\\x}|invalid pattern (\\x) in substitution: invalid escape '\\x'",
      })
  void refuses(String text, String message) {
    assertThatThrownBy(() -> expand(text))
        .isInstanceOf(DockerfileException.class)
        .hasMessage(message);
  }

  @Test
  void wordsOfAVariableAreSplitUnlessItIsQuoted() {
    var expander = WordExpander.of('\\');

    assertThat(expander.words("22 $WORDS", VARIABLES, HERE)).containsExactly("22", "80", "443");
    assertThat(expander.words("'a b' \"$NAME x\"", VARIABLES, HERE))
        .containsExactly("a b", "app x");
  }

  @Test
  void theOtherEscapeCharacterLeavesBackslashesAlone() {
    assertThat(WordExpander.of('`').expand("C:\\dir`$x", VARIABLES, HERE).value())
        .isEqualTo("C:\\dir$x");
  }

  @Test
  void anExpansionTellsWhichVariablesItAskedFor() {
    var expansion = WordExpander.of('\\').expand("$NAME ${NONE:-$EMPTY}", VARIABLES, HERE);

    assertThat(expansion.used()).containsExactlyInAnyOrder("NAME", "EMPTY");
    assertThat(expansion.missing()).containsExactly("NONE");
  }

  @Test
  void deepNestingIsRefusedBeforeItHurts() {
    String text = "${a:-".repeat(100_000);

    assertThatThrownBy(() -> expand(text))
        .isInstanceOf(DockerfileException.class)
        .hasMessageContaining("nested too deeply");
  }

  private static String expand(String text) {
    return WordExpander.of('\\').expand(text, VARIABLES, HERE).value();
  }
}
