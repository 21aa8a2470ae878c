package dev.slipway.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextEditsTest {
  private static String apply(String text, Edit... edits) {
    return TextEdits.apply(SourceFile.of("Dockerfile", text), List.of(edits));
  }

  private static Edit edit(int line, int from, int to, String text) {
    return new Edit(new Span(line, from, line, to), text);
  }

  @Test
  void editsAreMadeInAnyOrder() {
    assertThat(apply("ab\ncd\n", edit(2, 1, 2, "X"), edit(1, 2, 2, "-"))).isEqualTo("a-b\nXd\n");
  }

  @Test
  void whatIsInsertedWhereALineIsDeletedStands() {
    Edit deletion = new Edit(new Span(1, 1, 2, 1), "");

    assertThat(apply("a\nb\n", deletion, edit(1, 1, 1, "new\n"))).isEqualTo("new\nb\n");
  }

  @Test
  void theLastLineMayBeDeleted() {
    assertThat(apply("a\nb", new Edit(new Span(2, 1, 3, 1), ""))).isEqualTo("a\n");
  }

  @Test
  void lineEndsAreThoseOfTheText() {
    assertThat(apply("a\r\nb\r\n", edit(2, 1, 1, "x\n"))).isEqualTo("a\r\nx\r\nb\r\n");
  }

  @Test
  void twoEditsOfOnePlaceAreRefused() {
    assertThatThrownBy(() -> apply("abc", edit(1, 1, 3, "x"), edit(1, 2, 3, "y")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
