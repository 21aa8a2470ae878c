package dev.slipway.cli.render;

import java.util.ArrayList;
import java.util.List;

/// What `diff -u` shows of two texts.
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /// More differences than that are shown as one.
  private static final int MOST_EDITS = 2_000;

  /// @param kind a space, `-` or `+`
  private record Line(char kind, String text) {}

  private UnifiedDiff() {}

  /// An empty text where there is no difference.
  public static String of(String oldName, String newName, String before, String after) {
    List<Line> lines = compare(lines(before), lines(after));
    var text = new StringBuilder();
    int oldLine = 1;
    int newLine = 1;
    int i = 0;
    while (i < lines.size()) {
      int change = nextChange(lines, i);
      if (change == lines.size()) {
        break;
      }
      int start = Math.max(i, change - CONTEXT);
      oldLine += start - i;
      newLine += start - i;
      int end = endOfHunk(lines, change);
      List<Line> hunk = lines.subList(start, end);
      int removed = count(hunk, '+');
      int added = count(hunk, '-');
      text.append("@@ -").append(range(oldLine, removed)).append(" +");
      text.append(range(newLine, added)).append(" @@\n");
      for (Line line : hunk) {
        append(text, line);
      }
      oldLine += removed;
      newLine += added;
      i = end;
    }
    return text.isEmpty() ? "" : "--- " + oldName + "\n+++ " + newName + "\n" + text;
  }

  private static String range(int line, int count) {
    return (count == 0 ? line - 1 : line) + (count == 1 ? "" : "," + count);
  }

  /// All lines of a hunk but those of one kind.
  private static int count(List<Line> hunk, char without) {
    int count = 0;
    for (Line line : hunk) {
      count += line.kind() == without ? 0 : 1;
    }
    return count;
  }

  private static void append(StringBuilder text, Line line) {
    text.append(line.kind()).append(line.text());
    if (!line.text().endsWith("\n")) {
      text.append("\n\\ No newline at end of file\n");
    }
  }

  private static int nextChange(List<Line> lines, int from) {
    int next = from;
    while (next < lines.size() && lines.get(next).kind() == ' ') {
      next++;
    }
    return next;
  }

  private static int endOfHunk(List<Line> lines, int change) {
    int last = change;
    int next = change;
    while (next < lines.size() && next - last <= 2 * CONTEXT + 1) {
      last = lines.get(next).kind() == ' ' ? last : next;
      next++;
    }
    return Math.min(lines.size(), last + 1 + CONTEXT);
  }

  private static List<String> lines(String text) {
    var lines = new ArrayList<String>();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private static List<Line> compare(List<String> before, List<String> after) {
    int head = 0;
    int least = Math.min(before.size(), after.size());
    while (head < least && before.get(head).equals(after.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < least - head
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    var lines = new ArrayList<Line>();
    before.subList(0, head).forEach(line -> lines.add(new Line(' ', line)));
    addDifference(
        lines,
        before.subList(head, before.size() - tail),
        after.subList(head, after.size() - tail));
    before
        .subList(before.size() - tail, before.size())
        .forEach(line -> lines.add(new Line(' ', line)));
    return lines;
  }

  /// The shortest way from one to the other, by Myers's greedy search.
  private static void addDifference(List<Line> lines, List<String> before, List<String> after) {
    var reached = new ArrayList<int[]>();
    int most = Math.min(MOST_EDITS, before.size() + after.size());
    var farthest = new int[2 * most + 3];
    for (int edits = 0; edits <= most; edits++) {
      for (int diagonal = -edits; diagonal <= edits; diagonal += 2) {
        int place = most + 1 + diagonal;
        boolean down =
            diagonal == -edits || (diagonal != edits && farthest[place - 1] < farthest[place + 1]);
        int x = down ? farthest[place + 1] : farthest[place - 1] + 1;
        int y = x - diagonal;
        while (x < before.size() && y < after.size() && before.get(x).equals(after.get(y))) {
          x++;
          y++;
        }
        farthest[place] = x;
        if (x >= before.size() && y >= after.size()) {
          reached.add(farthest.clone());
          addPath(lines, before, after, reached, most);
          return;
        }
      }
      reached.add(farthest.clone());
    }
    before.forEach(line -> lines.add(new Line('-', line)));
    after.forEach(line -> lines.add(new Line('+', line)));
  }

  /// Back from the end along what was reached.
  private static void addPath(
      List<Line> lines, List<String> before, List<String> after, List<int[]> reached, int most) {
    var backwards = new ArrayList<Line>();
    int x = before.size();
    int y = after.size();
    for (int edits = reached.size() - 1; edits > 0; edits--) {
      int[] earlier = reached.get(edits - 1);
      int diagonal = x - y;
      int place = most + 1 + diagonal;
      boolean down =
          diagonal == -edits || (diagonal != edits && earlier[place - 1] < earlier[place + 1]);
      int startX = down ? earlier[place + 1] : earlier[place - 1];
      int startY = startX - (down ? diagonal + 1 : diagonal - 1);
      while (x > startX && y > startY && x > 0 && y > 0 && x - startX + y - startY > 1) {
        backwards.add(new Line(' ', before.get(--x)));
        y--;
      }
      backwards.add(down ? new Line('+', after.get(--y)) : new Line('-', before.get(--x)));
    }
    while (x > 0) {
      backwards.add(new Line(' ', before.get(--x)));
    }
    lines.addAll(backwards.reversed());
  }
}
