package dev.slipway.lint.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellScriptTest {
  /// `joint:word,word` of each command.
  private static List<String> read(String text) {
    var read = new ArrayList<String>();
    for (ShellCommand command : ShellScript.of(text).commands()) {
      var words = new ArrayList<String>();
      command.words().forEach(word -> words.add(word.text()));
      read.add(command.joint() + ":" + String.join(",", words));
    }
    return read;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a b && c || d; e & f`|`[FIRST:a,b, AND:c, OR:d, THEN:e, BESIDE:f]`",
        "`a 'b c' \"d $e\" f\\ g`|`[FIRST:a,b c,d $e,f g]`",
        "`curl x | sh -s -- -y`|`[FIRST:curl,x, PIPE:sh,-s,--,-y]`",
        "`if [ -f a ]; then b; else c; fi`|`[FIRST:[,-f,a,], THEN:b, THEN:c]`",
        "`for f in a b; do rm $f; done`|`[THEN:rm,$f]`",
        "`case $1 in x|y) a ;; *) b ;; esac`|`[FIRST:a, THEN:b]`",
        "`( cd /a && b ) && c`|`[FIRST:cd,/a, AND:b, AND:c]`",
        "`a $(b c) d`|`[FIRST:b,c, FIRST:a,$(b c),d]`",
        "`a > /dev/null 2>&1 < in`|`[FIRST:a]`",
        "`a # comment && b`|`[FIRST:a]`",
        "`X=1 Y=2 make -j`|`[FIRST:make,-j]`",
        "`sudo -E apt-get install x`|`[FIRST:apt-get,install,x]`",
        "`env -i A=b go build`|`[FIRST:go,build]`",
        "`sh -c 'apk add x && y'`|`[FIRST:sh,-c,apk add x && y, FIRST:apk,add,x, AND:y]`",
        "`f() { a; }`|`[FIRST:a]`",
      })
  void commandsAreFound(String text, String expected) {
    assertThat(read(text)).hasToString(expected);
  }

  @Test
  void heredocsAreNoCommands() {
    assertThat(read("cat <<EOF > f\nrm -rf /\nEOF\nls")).containsExactly("FIRST:cat", "THEN:ls");
  }

  @Test
  void assignmentsAreKeptApart() {
    ShellCommand command = ShellScript.of("CGO_ENABLED=0 go build -o /a .").commands().getFirst();

    assertThat(command.assigned("CGO_ENABLED")).isEqualTo("0");
    assertThat(command.name()).isEqualTo("go");
    assertThat(command.verb()).isEqualTo("build");
  }

  @Test
  void wordsKnowWhereTheyStand() {
    ShellWord word = ShellScript.of("a && b 'c d'").commands().getLast().words().getLast();

    assertThat("a && b 'c d'".substring(word.start(), word.end())).isEqualTo("'c d'");
    assertThat(word.text()).isEqualTo("c d");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a 'b", "a \"b", "a $(b", "a ${b", "a `b", "((", ")", "case x in", "<<", "`"})
  void brokenTextsEnd(String text) {
    assertThat(ShellScript.of(text)).isNotNull();
  }

  @Test
  void deepNestingEnds() {
    assertThat(ShellScript.of("$(".repeat(10_000)).complete()).isFalse();
    assertThat(ShellScript.of("(".repeat(10_000)).complete()).isFalse();
  }
}
