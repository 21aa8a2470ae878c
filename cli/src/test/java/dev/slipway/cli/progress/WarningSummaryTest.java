package dev.slipway.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildEvent;
import dev.slipway.cli.TextOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningSummaryTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private String shown(boolean colours, boolean expanded, BuildEvent... events) {
    var output = new TextOutput(bytes);
    try (var summary = new WarningSummary(BuildProgress.QUIET, output, colours, expanded)) {
      for (BuildEvent event : events) {
        summary.on(event);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static BuildEvent warning(String text) {
    return new BuildEvent.Warning(1, text, "Why\nDockerfile:1\n\tshown");
  }

  @Test
  void nothingIsAddedWhereNothingIsToBeSaid() {
    assertThat(shown(false, false, new BuildEvent.StepCached(1, "a", List.of()))).isEmpty();
  }

  @Test
  void warningsAreCountedAndNamed() {
    assertThat(shown(false, false, warning("A: b (line 1)")))
        .isEqualTo("\n 1 warning found (use slipway --debug to expand):\n - A: b (line 1)\n");
    bytes.reset();
    assertThat(shown(false, false, warning("A"), warning("B"))).startsWith("\n 2 warnings found (");
  }

  @Test
  void expandedTheySayWhyAndWhere() {
    assertThat(shown(false, true, warning("A: b (line 1)")))
        .isEqualTo("\n 1 warning found:\n - A: b (line 1)\nWhy\nDockerfile:1\n shown\n\n");
  }

  @Test
  void theCountIsYellowOnATerminal() {
    assertThat(shown(true, false, warning("A")))
        .startsWith("\n \u001b[33m1 warning found (use slipway --debug to expand):\u001b[0m\n - A");
  }

  @Test
  void whatAFileHoldsCannotMoveTheCursor() {
    assertThat(shown(false, true, warning("A\u001b[2J"))).doesNotContain("\u001b");
  }
}
