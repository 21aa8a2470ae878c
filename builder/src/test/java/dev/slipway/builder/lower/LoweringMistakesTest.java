package dev.slipway.builder.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.dockerfile.DockerfileException;
import org.junit.jupiter.api.Test;

/// Mistakes that show only when steps are made.
class LoweringMistakesTest {
  private static void assertMistakes(String text, String... messages) {
    assertThatThrownBy(() -> LoweringTest.lower(text))
        .isInstanceOfSatisfying(
            DockerfileException.class,
            refused -> {
              assertThat(refused.source()).isNotNull();
              assertThat(refused.diagnostics())
                  .extracting(each -> each.span().startLine() + ": " + each.message())
                  .containsExactly(messages);
            });
  }

  @Test
  void allOfThemAreToldAtOnceAndEachOnce() {
    assertMistakes(
        """
        FROM scratch AS build
        COPY ../x /
        STOPSIGNAL nosuch
        FROM scratch AS other
        EXPOSE http
        FROM scratch
        COPY --from=build /a /
        COPY --from=other /a /
        COPY --chmod=9 a /
        """,
        "2: forbidden path outside the build context: ../x",
        "3: invalid signal: nosuch",
        "5: invalid containerPort: http",
        "9: invalid chmod parameter: '9'. it should be octal string and between 0 and 07777");
  }

  @Test
  void signalsThatThereAreNotAreRefused() {
    assertMistakes(
        """
        FROM scratch
        STOPSIGNAL 65
        STOPSIGNAL 64
        STOPSIGNAL -5
        STOPSIGNAL 0
        """,
        "2: invalid signal: 65",
        "4: invalid signal: -5",
        "5: invalid signal: 0");
  }

  @Test
  void aMisspeltStageIsTold() {
    assertThatThrownBy(() ->
            LoweringTest.lower("FROM scratch AS build\nFROM scratch\nCOPY --from=biuld a /\n"))
        .isInstanceOfSatisfying(
            DockerfileException.class,
            refused ->
                assertThat(refused.diagnostics().getFirst().remedy())
                    .startsWith("did you mean the stage build?"));
  }

  @Test
  void aMisspeltVariableIsTold() {
    assertThatThrownBy(
            () -> LoweringTest.lower("FROM scratch\nARG VERSION=1\nENV A=${VERSIN:?needed}\n"))
        .isInstanceOfSatisfying(
            DockerfileException.class,
            refused ->
                assertThat(refused.diagnostics().getFirst().remedy())
                    .isEqualTo("did you mean VERSION?"));
  }
}
