package dev.slipway.cli.trace;

import dev.slipway.builder.history.BuildRecord;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.HumanTime;
import dev.slipway.cli.render.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/// A timeline as one page: well-formed, without scripts, and it loads nothing.
public final class TracePage {
  private static final String STYLE = "trace.css";
  private static final int TICKS = 4;

  private final BuildTrace trace;
  private final StringBuilder html = new StringBuilder();

  private TracePage(BuildTrace trace) {
    this.trace = trace;
  }

  public static String of(BuildTrace trace) {
    return new TracePage(trace).render();
  }

  private String render() {
    BuildRecord record = trace.record();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n");
    html.append("<meta http-equiv=\"Content-Security-Policy\"");
    html.append(" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    html.append("<title>Build of ").append(text(record.name())).append("</title>\n");
    html.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
    html.append("<h1>").append(text(record.name())).append(" <span class=\"badge ");
    html.append(record.status().filterName()).append("\">").append(record.status().shown());
    html.append("</span></h1>\n");
    facts(record);
    legend();
    steps();
    failure(record);
    html.append("</body>\n</html>\n");
    return html.toString();
  }

  private void facts(BuildRecord record) {
    html.append("<dl>\n");
    var steps = record.outcome().steps();
    fact("Duration", BuildTrace.seconds(trace.duration()));
    fact("Steps", steps.completed() + " of " + steps.total() + ", " + steps.cached() + " cached");
    fact("Started", HumanTime.ofList(record.startedAt()));
    Map<String, String> attributes = record.attributes();
    fact("Context", attributes.getOrDefault("context", ""));
    fact("Dockerfile", attributes.getOrDefault("filename", ""));
    fact("Target", attributes.getOrDefault("target", ""));
    fact("Platform", attributes.getOrDefault("platform", ""));
    attributes.forEach((name, value) -> {
      if (name.startsWith("build-arg:")) {
        fact("ARG " + name.substring("build-arg:".length()), value);
      }
    });
    fact("Image", record.outcome().imageId());
    fact("Build", record.ref());
    html.append("</dl>\n");
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      html.append("<div><dt>").append(text(name)).append("</dt><dd>");
      html.append(text(value)).append("</dd></div>\n");
    }
  }

  private void legend() {
    html.append("<p class=\"legend\">");
    for (TraceStep.Ending ending : TraceStep.Ending.values()) {
      html.append("<span><i class=\"").append(ending.word()).append("\"></i>");
      html.append(ending.word()).append("</span> ");
    }
    html.append("</p>\n");
  }

  private void steps() {
    html.append("<table>\n<thead><tr><th>Step</th><th class=\"number\">Time</th>");
    html.append("<th class=\"number\">Layer</th><th class=\"track\"><div class=\"ticks\">");
    for (int i = 0; i <= TICKS; i++) {
      Duration at = trace.duration().multipliedBy(i).dividedBy(TICKS);
      html.append("<span>").append(BuildTrace.seconds(at)).append("</span>");
    }
    html.append("</div></th></tr></thead>\n<tbody>\n");
    trace.steps().forEach(this::step);
    html.append("</tbody>\n</table>\n");
  }

  private void step(TraceStep step) {
    String word = step.ending().word();
    Duration took = Duration.between(step.startedAt(), trace.endOf(step));
    boolean cached = step.ending() == TraceStep.Ending.CACHED;
    html.append("<tr class=\"").append(word).append("\"><td class=\"step\">");
    title(step);
    html.append("</td><td class=\"number\">");
    html.append(cached ? "cached" : BuildTrace.seconds(took)).append("</td><td class=\"number\">");
    html.append(step.layerBytes() < 0 ? "" : text(HumanSize.of(step.layerBytes())));
    double from = trace.position(step.startedAt());
    double to = trace.position(trace.endOf(step));
    html.append("</td><td class=\"track\"><div class=\"bar ").append(word).append("\" title=\"");
    html.append(text(step.title())).append(": ").append(word).append(", from ");
    html.append(BuildTrace.seconds(Duration.between(trace.record().startedAt(), step.startedAt())));
    html.append(", ").append(BuildTrace.seconds(took)).append("\" style=\"left:");
    html.append(percent(from)).append("%;width:").append(percent(to - from)).append("%\"></div>");
    html.append("</td></tr>\n");
  }

  private void title(TraceStep step) {
    if (step.log().isEmpty()) {
      html.append("<code>").append(text(step.title())).append("</code>");
    } else {
      html.append("<details><summary><code>").append(text(step.title()));
      html.append("</code></summary><pre>");
      long missing = step.logBytes() - step.log().getBytes(StandardCharsets.UTF_8).length;
      if (missing > 0) {
        html.append("… ").append(HumanSize.of(missing)).append(" before: slipway buildx history");
        html.append(" logs ").append(trace.record().ref()).append('\n');
      }
      html.append(text(step.log())).append("</pre></details>");
    }
    for (String reason : step.reasons()) {
      html.append("<p class=\"why\">").append(text(reason)).append("</p>");
    }
    if (!step.error().isEmpty()) {
      html.append("<p class=\"error\">").append(text(step.error())).append("</p>");
    }
  }

  private void failure(BuildRecord record) {
    if (!record.outcome().error().isEmpty()) {
      html.append("<h2>Error</h2>\n<pre>").append(text(record.outcome().detail()));
      html.append(text(record.outcome().error())).append("</pre>\n");
    }
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.3f", part * 100);
  }

  /// What a file or a program is called is never markup. Control characters have no place in it.
  private static String text(String raw) {
    String safe = SafeText.ofLines(raw);
    var text = new StringBuilder(safe.length() + 16);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\'' -> text.append("&#39;");
        case '\ufffe', '\uffff' -> text.append('\ufffd');
        default -> text.append(isHalf(safe, i) ? '\ufffd' : c);
      }
    }
    return text.toString();
  }

  /// Half of a character that has two halves.
  private static boolean isHalf(String text, int at) {
    char c = text.charAt(at);
    if (Character.isHighSurrogate(c)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(c)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  private static String style() {
    try (InputStream in = TracePage.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
