package dev.slipway.cli.progress;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.solve.TransferSize;
import dev.slipway.cli.render.SafeText;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A step of the plain log, and its lines that wait to be shown.
final class PlainStep {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final String title;
  private final Instant startedAt;
  private final ByteArrayOutputStream unfinishedLine = new ByteArrayOutputStream();
  private List<byte[]> waiting = new ArrayList<>();
  private final Map<String, Instant> transfers = new HashMap<>();
  private Instant lastShownAt;
  private boolean done;
  private int number;

  PlainStep(String title, Instant startedAt) {
    this.title = SafeText.of(title.replace('\n', ' ').replace('\t', ' '));
    this.startedAt = startedAt;
    lastShownAt = startedAt;
  }

  String title() {
    return title;
  }

  Instant startedAt() {
    return startedAt;
  }

  /// Zero before the step is first shown.
  int number() {
    return number;
  }

  void number(int given) {
    number = given;
  }

  boolean isDone() {
    return done;
  }

  Instant lastShownAt() {
    return lastShownAt;
  }

  void shownAt(Instant at) {
    lastShownAt = at;
  }

  int waitingLines() {
    return waiting.size();
  }

  List<byte[]> takeLines() {
    List<byte[]> lines = waiting;
    waiting = new ArrayList<>();
    return lines;
  }

  void addLine(String text) {
    endLine();
    waiting.add(PlainProgress.bytes(SafeText.ofLines(text)));
  }

  /// A line where a transfer ends, and one each five seconds before: a log is not a picture.
  ///
  /// @return whether there is a line
  boolean addTransfer(BuildEvent.StepTransfer event) {
    Instant before = transfers.putIfAbsent(event.id(), event.at());
    boolean due =
        before != null && Duration.between(before, event.at()).compareTo(BETWEEN_LINES) >= 0;
    if (!event.done() && !due) {
      return false;
    }
    transfers.put(event.id(), event.at());
    String total = event.total() == 0 ? "" : " / " + TransferSize.text(event.total());
    String end = " " + Seconds.tenths(startedAt, event.at()) + "s" + (event.done() ? " done" : "");
    addLine(event.id() + " " + TransferSize.text(event.current()) + total + end);
    return true;
  }

  /// Bytes of the step's process, each line behind the time at which it began.
  void addOutput(byte[] bytes, Instant at) {
    int from = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        append(bytes, from, i, at);
        endLine();
        from = i + 1;
      }
    }
    if (from < bytes.length) {
      append(bytes, from, bytes.length, at);
    }
  }

  private void append(byte[] bytes, int from, int to, Instant at) {
    if (unfinishedLine.size() == 0) {
      unfinishedLine.writeBytes(PlainProgress.bytes(Seconds.thousandths(startedAt, at) + " "));
    }
    unfinishedLine.write(bytes, from, to - from);
  }

  void endLine() {
    if (unfinishedLine.size() > 0) {
      waiting.add(unfinishedLine.toByteArray());
      unfinishedLine.reset();
    }
  }

  void finish(String how) {
    addLine(how);
    done = true;
  }
}
