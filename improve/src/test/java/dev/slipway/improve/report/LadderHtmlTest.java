package dev.slipway.improve.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.image.ImageContents;
import dev.slipway.improve.prove.Ladder;
import dev.slipway.improve.prove.Rung;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderHtmlTest {
  private static final ImageContents NOTHING =
      new ImageContents("", 0, 0, List.of(), List.of(), List.of());

  private static String page(Rung... rungs) {
    var markup = new Markup();
    new LadderHtml(markup).write(new Ladder(List.of(rungs), NOTHING, NOTHING));
    return markup.toString();
  }

  @Test
  void eachRungHasABarItsTimesItsPackagesAndItsRisks() {
    String page =
        page(
            new Rung(
                "",
                new Rung.Built(800_000_000, 212, Duration.ofMillis(12_340), Duration.ofSeconds(9)),
                3,
                8),
            new Rung(
                "ship <it> alone",
                new Rung.Built(8_000_000, 0, Duration.ofSeconds(10), Duration.ofMillis(650)),
                1,
                2));

    assertThat(page)
        .contains("<th>build, cold</th><th>edited</th><th>packages</th>")
        .contains("the original</td><td class=\"number\">800MB")
        .contains("width:100.0%", "width:1.0%")
        .contains("12.34s</td><td class=\"number\">9.00s</td><td class=\"number\">212</td>")
        .contains("ship &lt;it&gt; alone", "0.65s</td><td class=\"number\">0</td>");
  }

  @Test
  void whatWasNotBuiltOrNotEditedSaysSo() {
    String page =
        page(
            new Rung("", new Rung.Built(5, 0, Duration.ofSeconds(1), null), 0, 0),
            new Rung("half", null, 0, 0));

    assertThat(page)
        .contains("1.00s</td><td class=\"number\">not measured</td>")
        .contains("half</td><td class=\"number\">not built</td>");
  }
}
