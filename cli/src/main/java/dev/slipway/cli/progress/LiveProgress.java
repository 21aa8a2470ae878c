package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.MissReason;
import dev.slipway.cli.TextOutput;
import dev.slipway.tasks.TaskScope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// BuildKit's live view: one block of lines at the bottom of the terminal, drawn over itself.
///
/// A frame is one write: move up, overwrite each line and clear its rest, so nothing flickers. The
/// size is asked for every frame; when the terminal has become narrower, the lines of the last
/// frame have wrapped and take more rows than they were.
public final class LiveProgress implements BuildProgress {
  /// The terminal's size in characters.
  public record Size(int rows, int columns) {}

  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(100);
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final TextOutput output;
  private final Supplier<Size> size;
  private final InstantSource clock;
  private final boolean colours;
  private final Instant startedAt;
  private final Map<Integer, LiveStep> steps = new LinkedHashMap<>();
  private final TaskScope ticker = TaskScope.open("progress");
  private LiveFrame last = new LiveFrame(List.of());
  private boolean closed;

  private LiveProgress(
      TextOutput output, Supplier<Size> size, InstantSource clock, boolean colours) {
    this.output = output;
    this.size = size;
    this.clock = clock;
    this.colours = colours;
    startedAt = clock.instant();
  }

  /// Draws ten times a second until it is closed.
  public static LiveProgress start(TextOutput output, Supplier<Size> size, boolean colours) {
    var progress = new LiveProgress(output, size, InstantSource.system(), colours);
    progress.ticker.fork(() -> {
      while (true) {
        Thread.sleep(BETWEEN_FRAMES);
        progress.draw();
      }
    });
    return progress;
  }

  /// Draws only when it is told to.
  static LiveProgress still(
      TextOutput output, Supplier<Size> size, InstantSource clock, boolean colours) {
    return new LiveProgress(output, size, clock, colours);
  }

  @Override
  public synchronized void on(BuildEvent event) {
    switch (event) {
      case BuildEvent.StepStarted(int number, String title, _, Instant at) ->
          steps.putIfAbsent(number, new LiveStep(title, at));
      case BuildEvent.StepCached(int number, String title, _) -> {
        Instant now = clock.instant();
        steps.putIfAbsent(number, new LiveStep(title, now));
        step(number).end(LiveStep.State.CACHED, now);
      }
      case BuildEvent.StepStatus(int number, String text, _) -> step(number).addStatus(text);
      case BuildEvent.StepTransfer transfer -> step(transfer.number()).addTransfer(transfer);
      case BuildEvent.StepExplained(int number, List<MissReason> reasons) ->
          step(number).addStatus("why: " + Reasons.inOneLine(reasons));
      case BuildEvent.StepOutput(int number, _, byte[] bytes, _) -> step(number).addOutput(bytes);
      case BuildEvent.StepFinished(int number, Instant at) ->
          step(number).end(LiveStep.State.DONE, at);
      case BuildEvent.StepFailed(int number, _, Instant at) ->
          step(number).end(LiveStep.State.FAILED, at);
      case BuildEvent.StepCancelled(int number) ->
          step(number).end(LiveStep.State.CANCELLED, clock.instant());
      case BuildEvent.Warning(int number, String text, _) ->
          step(number).addStatus("WARN: " + text);
    }
  }

  private LiveStep step(int number) {
    return steps.computeIfAbsent(number, _ -> new LiveStep("", clock.instant()));
  }

  synchronized void draw() {
    if (closed) {
      return;
    }
    Size now = size.get();
    int width = Math.max(10, now.columns() - 1);
    draw(LiveFrame.running(steps.values(), startedAt, clock.instant(), width, now.rows()), now);
  }

  private void draw(LiveFrame frame, Size terminal) {
    var text = new StringBuilder(HIDE_CURSOR);
    int rows = rowsOfLastFrame(terminal.columns());
    if (rows > 0) {
      text.append("\u001b[").append(rows).append('A');
    }
    text.append('\r');
    for (LiveFrame.Line line : frame.lines()) {
      String colour = colours ? colour(line.state()) : "";
      text.append(colour).append(line.text()).append(colour.isEmpty() ? "" : "\u001b[0m");
      text.append(CLEAR_LINE).append('\n');
    }
    output.print(text.append(CLEAR_BELOW).append(SHOW_CURSOR).toString());
    output.flush();
    last = frame;
  }

  private int rowsOfLastFrame(int columns) {
    int rows = 0;
    for (LiveFrame.Line line : last.lines()) {
      int length = line.text().codePointCount(0, line.text().length());
      rows += Math.max(1, Math.ceilDiv(length, Math.max(1, columns)));
    }
    return rows;
  }

  private static String colour(LiveStep.State state) {
    return switch (state) {
      case RUNNING -> "";
      case DONE, CACHED -> "\u001b[34m";
      case FAILED -> "\u001b[31m";
      case CANCELLED -> "\u001b[33m";
    };
  }

  /// Draws every step once more, and leaves the cursor below.
  @Override
  public void close() {
    ticker.close();
    synchronized (this) {
      if (!closed) {
        closed = true;
        Size now = size.get();
        int width = Math.max(10, now.columns() - 1);
        draw(LiveFrame.ended(steps.values(), startedAt, clock.instant(), width), now);
      }
    }
  }
}
