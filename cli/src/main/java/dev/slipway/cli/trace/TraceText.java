package dev.slipway.cli.trace;

import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.SafeText;
import java.time.Duration;

/// A timeline as lines of text: when each step began, how long it took, and where that lies in the
/// whole.
public final class TraceText {
  private static final int WIDTH = 40;

  private TraceText() {}

  public static String of(BuildTrace trace) {
    var text = new StringBuilder(heading(trace)).append("\n\n");
    text.append("   START     TIME  ").repeat(' ', WIDTH + 2).append("  STEP\n");
    for (TraceStep step : trace.steps()) {
      Duration from = Duration.between(trace.record().startedAt(), step.startedAt());
      right(text, BuildTrace.seconds(from), 8);
      right(text, time(trace, step), 9);
      text.append("  ▕").append(bar(trace, step)).append("▏  ").append(oneLine(step.title()));
      if (step.layerBytes() >= 0) {
        text.append("  (").append(HumanSize.of(step.layerBytes())).append(')');
      }
      text.append('\n');
      for (String reason : step.reasons()) {
        text.repeat(' ', 8 + 9 + 4 + WIDTH + 4).append("why: ").append(oneLine(reason));
        text.append('\n');
      }
    }
    return text.toString();
  }

  /// `x: Completed in 3.2s, 7 steps, 2 of them cached (REF)`
  static String heading(BuildTrace trace) {
    var record = trace.record();
    var steps = record.outcome().steps();
    return oneLine(record.name())
        + ": "
        + record.status().shown()
        + " in "
        + BuildTrace.seconds(trace.duration())
        + ", "
        + steps.completed()
        + "/"
        + steps.total()
        + " steps, "
        + steps.cached()
        + " cached ("
        + record.ref()
        + ")";
  }

  private static String time(BuildTrace trace, TraceStep step) {
    return switch (step.ending()) {
      case CACHED -> "CACHED";
      case FAILED -> "ERROR";
      case CANCELED -> "CANCELED";
      case DONE, UNFINISHED ->
          BuildTrace.seconds(Duration.between(step.startedAt(), trace.endOf(step)))
              + (step.ending() == TraceStep.Ending.UNFINISHED ? "+" : "");
    };
  }

  private static String bar(BuildTrace trace, TraceStep step) {
    int from = Math.min(WIDTH - 1, (int) (trace.position(step.startedAt()) * WIDTH));
    int to = (int) Math.ceil(trace.position(trace.endOf(step)) * WIDTH);
    int length = Math.max(1, Math.min(WIDTH, to) - from);
    String mark =
        switch (step.ending()) {
          case DONE -> "█";
          case CACHED -> "·";
          case FAILED -> "✗";
          case CANCELED, UNFINISHED -> "▒";
        };
    return " ".repeat(from) + mark.repeat(length) + " ".repeat(WIDTH - from - length);
  }

  private static void right(StringBuilder text, String word, int width) {
    text.repeat(' ', Math.max(1, width - word.length())).append(word);
  }

  private static String oneLine(String text) {
    return SafeText.of(text.replace('\n', ' ').replace('\t', ' '));
  }
}
