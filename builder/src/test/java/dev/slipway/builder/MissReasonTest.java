package dev.slipway.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MissReasonTest {
  private static String files(List<String> changed, List<String> added, List<String> removed) {
    return new MissReason.FilesChanged("", true, changed, added, removed).text();
  }

  @Test
  void filesAreNamedByWhatHappenedToThem() {
    assertThat(files(List.of("go.sum"), List.of(), List.of())).isEqualTo("go.sum changed");
    assertThat(files(List.of("a"), List.of("b"), List.of("c", "d")))
        .isEqualTo("a changed; b added; c, d removed");
  }

  @Test
  void onlyTheFirstOfManyFilesAreNamed() {
    assertThat(files(List.of(), List.of("a", "b", "c", "d", "e"), List.of()))
        .isEqualTo("a, b, c and 2 more added");
  }

  @Test
  void filesOfWhichNothingIsKnownHaveChanged() {
    assertThat(
            new MissReason.FilesChanged("--mount=type=bind", false, List.of(), List.of(), List.of())
                .text())
        .isEqualTo("--mount=type=bind: files changed");
  }

  @Test
  void valuesAreShownOnOneLineAndCut() {
    assertThat(new MissReason.ValueChanged("ARG V", "", "a\nb").text())
        .isEqualTo("ARG V: \"\" -> a\\nb");
    assertThat(new MissReason.ValueChanged("command", "x", "y".repeat(500)).text())
        .hasSizeLessThan(150)
        .endsWith("y…");
  }
}
