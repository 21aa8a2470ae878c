package dev.slipway.cli.progress;

import dev.slipway.cli.render.SafeText;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A step of the plain log, and its lines that wait to be shown.
final class PlainStep {
  private final String title;
  private final Instant startedAt;
  private final ByteArrayOutputStream unfinishedLine = new ByteArrayOutputStream();
  private List<byte[]> waiting = new ArrayList<>();
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
