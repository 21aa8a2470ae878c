package dev.slipway.cli.progress;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// One picture of a build, as lines that fit a terminal.
record LiveFrame(List<Line> lines) {
  /// @param text without control characters, no wider than the terminal
  /// @param state of the step that it belongs to, for its colour
  record Line(String text, LiveStep.State state) {}

  LiveFrame {
    lines = List.copyOf(lines);
  }

  /// While the build runs: the steps that matter most in `height` lines.
  static LiveFrame running(
      Collection<LiveStep> steps, Instant startedAt, Instant now, int width, int height) {
    var lines = new ArrayList<Line>();
    lines.add(heading(steps, startedAt, now, "", width));
    List<LiveStep> shown = newest(steps, height - 2);
    int room = height - 2 - shown.size();
    for (LiveStep step : shown) {
      lines.add(titleLine(step, now, width));
      if (step.state() == LiveStep.State.RUNNING) {
        room -= addDetails(lines, step, now, width, room);
      }
    }
    return new LiveFrame(lines);
  }

  /// When the build has ended: every step.
  static LiveFrame ended(Collection<LiveStep> steps, Instant startedAt, Instant now, int width) {
    var lines = new ArrayList<Line>();
    lines.add(heading(steps, startedAt, now, " FINISHED", width));
    for (LiveStep step : steps) {
      lines.add(titleLine(step, now, width));
      for (String status : step.statuses()) {
        lines.add(detail(step, " => => " + status, now, width));
      }
      for (LiveTransfer transfer : step.transfers()) {
        lines.add(transferLine(step, transfer, now, width));
      }
    }
    return new LiveFrame(lines);
  }

  /// Those that fit: the oldest finished ones go first, then the oldest.
  private static List<LiveStep> newest(Collection<LiveStep> steps, int limit) {
    var shown = new ArrayList<>(steps);
    for (int i = 0; i < shown.size() && shown.size() > limit; ) {
      if (shown.get(i).state() == LiveStep.State.RUNNING) {
        i++;
      } else {
        shown.remove(i);
      }
    }
    int from = Math.max(0, shown.size() - Math.max(1, limit));
    return shown.subList(from, shown.size());
  }

  /// What has ended gives way to what goes on, and that to what the step printed last.
  private static int addDetails(List<Line> lines, LiveStep step, Instant now, int width, int room) {
    var details = new ArrayList<Line>();
    for (String status : step.statuses()) {
      details.add(detail(step, " => => " + status, now, width));
    }
    for (LiveTransfer transfer : step.transfers()) {
      if (transfer.isDone()) {
        details.add(transferLine(step, transfer, now, width));
      }
    }
    for (LiveTransfer transfer : step.transfers()) {
      if (!transfer.isDone()) {
        details.add(transferLine(step, transfer, now, width));
      }
    }
    for (String line : step.lastLines()) {
      details.add(new Line(cut(" => => # " + line, width), step.state()));
    }
    int count = Math.max(0, Math.min(room, details.size()));
    lines.addAll(details.subList(details.size() - count, details.size()));
    return count;
  }

  private static Line transferLine(LiveStep step, LiveTransfer transfer, Instant now, int width) {
    return justified(step, " => => " + transfer.text(now), transfer.seconds(now), width);
  }

  private static Line heading(
      Collection<LiveStep> steps, Instant startedAt, Instant now, String end, int width) {
    int done = 0;
    for (LiveStep step : steps) {
      done += step.state() == LiveStep.State.RUNNING ? 0 : 1;
    }
    String text =
        "[+] Building "
            + Seconds.tenths(startedAt, now)
            + "s ("
            + done
            + "/"
            + steps.size()
            + ")"
            + end;
    return new Line(cut(text, width), LiveStep.State.RUNNING);
  }

  private static Line titleLine(LiveStep step, Instant now, int width) {
    return detail(step, " => " + step.state().word() + step.title(), now, width);
  }

  /// The text at the left and the step's time at the right end.
  private static Line detail(LiveStep step, String text, Instant now, int width) {
    return justified(step, text, step.seconds(now), width);
  }

  private static Line justified(LiveStep step, String text, String seconds, int width) {
    int room = width - seconds.length() - 1;
    if (room < 10) {
      return new Line(cut(text, width), step.state());
    }
    String left = cut(text, room);
    int blanks = room + 1 - left.codePointCount(0, left.length());
    return new Line(left + " ".repeat(blanks) + seconds, step.state());
  }

  private static String cut(String text, int width) {
    return text.codePointCount(0, text.length()) <= width
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, width)));
  }
}
