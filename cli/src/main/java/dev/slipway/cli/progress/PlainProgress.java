package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.MissReason;
import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// BuildKit's plain log: `#5 [build 2/6] RUN ...`, `#5 0.412 a line`, `#5 DONE 1.2s`.
///
/// One step is current, and its lines appear at once; the others wait until they are done, or until
/// the current one is, or for five seconds at most. A step is numbered when it is first shown.
public final class PlainProgress implements BuildProgress {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final TextOutput output;
  private final Map<Integer, PlainStep> steps = new LinkedHashMap<>();
  private @Nullable PlainStep current;
  private boolean hasShown;
  private int lastNumber;
  private Instant now = Instant.EPOCH;

  public PlainProgress(TextOutput output) {
    this.output = output;
  }

  @Override
  public synchronized void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.StepStarted(int number, String title, _, Instant at) -> {
        now = at;
        changed(step(number, title, at));
      }
      case BuildEvent.StepCached(int number, String title, _) ->
          finished(step(number, title, now), "CACHED");
      case BuildEvent.StepStatus(int number, String text, boolean done) -> {
        PlainStep step = step(number);
        step.addLine(done ? text + " done" : text);
        changed(step);
      }
      case BuildEvent.StepTransfer transfer -> {
        now = transfer.at();
        PlainStep step = step(transfer.number());
        if (step.addTransfer(transfer)) {
          changed(step);
        }
      }
      case BuildEvent.StepExplained(int number, List<MissReason> reasons) -> {
        PlainStep step = step(number);
        step.addLine("why: " + Reasons.inOneLine(reasons));
        changed(step);
      }
      case BuildEvent.StepOutput(int number, _, byte[] bytes, Instant at) -> {
        now = at;
        PlainStep step = step(number);
        step.addOutput(bytes, at);
        changed(step);
      }
      case BuildEvent.StepFinished(int number, Instant at) -> {
        now = at;
        PlainStep step = step(number);
        finished(step, "DONE " + Seconds.tenths(step.startedAt(), at) + "s");
      }
      case BuildEvent.StepFailed(int number, String message, Instant at) -> {
        now = at;
        finished(step(number), "ERROR: " + message);
      }
      case BuildEvent.StepCancelled(int number) -> finished(step(number), "CANCELED");
      case BuildEvent.Warning(int number, String text, _) -> warn(number, text);
    }
    output.flush();
  }

  private void warn(int number, String text) {
    PlainStep step = steps.get(number);
    if (step == null) {
      output.println("WARN: " + SafeText.ofLines(text));
      return;
    }
    step.addLine("WARN: " + text);
    if (step.isDone()) {
      show(step);
      current = null;
    } else {
      changed(step);
    }
  }

  private PlainStep step(int number, String title, Instant startedAt) {
    PlainStep step = steps.get(number);
    if (step == null) {
      step = new PlainStep(title, startedAt);
      steps.put(number, step);
    }
    return step;
  }

  private PlainStep step(int number) {
    return step(number, "step " + number, now);
  }

  private void changed(PlainStep step) {
    if (current == null || current == step || hasWaitedLong(step)) {
      show(step);
    }
  }

  private boolean hasWaitedLong(PlainStep step) {
    return Duration.between(step.lastShownAt(), now).compareTo(LONGEST_WAIT) > 0;
  }

  private void finished(PlainStep step, String how) {
    step.finish(how);
    show(step);
    current = null;
    PlainStep open = mostTalkative();
    if (open != null) {
      show(open);
    }
  }

  private @Nullable PlainStep mostTalkative() {
    PlainStep most = null;
    for (PlainStep step : steps.values()) {
      if (!step.isDone() && (most == null || step.waitingLines() > most.waitingLines())) {
        most = step;
      }
    }
    return most;
  }

  private void show(PlainStep step) {
    if (current != step) {
      begin(step);
    }
    for (byte[] line : step.takeLines()) {
      output.print("#" + step.number() + " ");
      output.write(line, 0, line.length);
      output.print("\n");
    }
    step.shownAt(now);
  }

  private void begin(PlainStep step) {
    if (current != null) {
      output.println("#" + current.number() + " ...");
    }
    if (hasShown) {
      output.println("");
    }
    hasShown = true;
    if (step.number() == 0) {
      step.number(++lastNumber);
    }
    output.println("#" + step.number() + " " + step.title());
    current = step;
  }

  /// Shows what still waits, as after an interrupt.
  @Override
  public synchronized void close() {
    for (PlainStep step : steps.values()) {
      step.endLine();
      if (step.waitingLines() > 0) {
        show(step);
      }
    }
    output.flush();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
