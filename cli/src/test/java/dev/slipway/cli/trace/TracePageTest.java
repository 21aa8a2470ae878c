package dev.slipway.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.history.BuildOutcome;
import dev.slipway.builder.history.BuildRecord;
import dev.slipway.builder.history.BuildStatus;
import dev.slipway.builder.history.StepCounts;
import dev.slipway.cli.trace.TraceStep.Ending;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TracePageTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final String HOSTILE =
      "</title></style></pre><script src=//x>'\"&amp;&\u001b[2J\u0000\ud800]]>-->";

  private static TraceStep step(
      int number, String title, long from, @Nullable Long to, Ending ending, String log) {
    return new TraceStep(
        number,
        title,
        START.plusMillis(from),
        to == null ? null : START.plusMillis(to),
        ending,
        List.of(),
        "",
        -1,
        log,
        log.length());
  }

  private static BuildTrace trace(BuildStatus status, TraceStep... steps) {
    var record =
        new BuildRecord(
            "0".repeat(25),
            "echo",
            Map.of("context", "/src/echo"),
            START,
            START.plusMillis(2_000),
            status,
            new BuildOutcome("", "", "sha256:1234", new StepCounts(3, 3, 1), Map.of()));
    return new BuildTrace(record, START.plusMillis(2_000), List.of(steps));
  }

  private static Document parsed(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
  }

  private static List<Element> elements(Document page, String name) {
    var nodes = page.getElementsByTagName(name);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static List<Element> bars(Document page) {
    return elements(page, "div").stream()
        .filter(each -> each.getAttribute("class").startsWith("bar "))
        .toList();
  }

  @Test
  void barsLieWhereTheirStepsRan() throws Exception {
    Document page =
        parsed(
            TracePage.of(
                trace(
                    BuildStatus.COMPLETED,
                    step(1, "[1/3] FROM a", 0, 0L, Ending.CACHED, ""),
                    step(2, "[2/3] RUN a", 500, 1_500L, Ending.DONE, "out\n"),
                    step(3, "[3/3] RUN b", 1_500, null, Ending.UNFINISHED, ""))));

    assertThat(bars(page))
        .extracting(bar -> bar.getAttribute("class") + " " + bar.getAttribute("style"))
        .containsExactly(
            "bar cached left:0.000%;width:0.000%",
            "bar done left:25.000%;width:50.000%", "bar unfinished left:75.000%;width:25.000%");
    assertThat(elements(page, "td"))
        .extracting(Element::getTextContent)
        .contains("cached", "1.0s", "500ms");
    assertThat(elements(page, "pre").getFirst().getTextContent()).isEqualTo("out\n");
  }

  @Test
  void hostileNamesAreTextAndNothingElse() throws Exception {
    var hostile =
        new TraceStep(
            1,
            HOSTILE,
            START,
            START,
            Ending.FAILED,
            List.of(HOSTILE),
            HOSTILE,
            12,
            HOSTILE,
            999_999);
    var record =
        new BuildRecord(
            "0".repeat(25),
            HOSTILE,
            Map.of("context", HOSTILE, "build-arg:" + HOSTILE, HOSTILE, "target", HOSTILE),
            START,
            START,
            BuildStatus.ERROR,
            new BuildOutcome(HOSTILE, HOSTILE, HOSTILE, new StepCounts(1, 0, 0), Map.of()));
    String text = TracePage.of(new BuildTrace(record, START, List.of(hostile)));
    Document page = parsed(text);

    assertThat(elements(page, "script")).isEmpty();
    assertThat(elements(page, "style")).hasSize(1);
    assertThat(elements(page, "code").getFirst().getTextContent())
        .startsWith("</title></style></pre><script src=//x>'\"&amp;&\\x1b[2J\\x00");
    assertThat(text).doesNotContain("<script").doesNotContain("\u001b").doesNotContain("\u0000");
  }

  @Test
  void pageLoadsNothing() throws Exception {
    String text = TracePage.of(trace(BuildStatus.COMPLETED));
    Document page = parsed(text);

    assertThat(text).doesNotContain("url(").doesNotContain("@import").doesNotContain("http:");
    for (String name : List.of("script", "link", "img", "iframe", "object", "a")) {
      assertThat(elements(page, name)).as(name).isEmpty();
    }
    assertThat(elements(page, "meta"))
        .anySatisfy(meta ->
            assertThat(meta.getAttribute("content"))
                .isEqualTo("default-src 'none'; style-src 'unsafe-inline'"));
    assertThat(text).contains("prefers-color-scheme: dark");
  }

  @Test
  void textShowsTheSameInFortyColumns() {
    assertThat(
            TraceText.of(
                trace(
                    BuildStatus.COMPLETED,
                    step(1, "[1/2] FROM a", 0, 0L, Ending.CACHED, ""),
                    step(2, "[2/2] RUN a\u001b", 500, 1_500L, Ending.DONE, ""))))
        .startsWith("echo: Completed in 2.0s, 3/3 steps, 1 cached (0000")
        .contains("     0ms   CACHED  ▕·" + " ".repeat(39) + "▏  [1/2] FROM a\n")
        .contains(
            "   500ms     1.0s  ▕"
                + " ".repeat(10)
                + "█".repeat(20)
                + " ".repeat(10)
                + "▏  [2/2] RUN a\\x1b\n");
  }
}
