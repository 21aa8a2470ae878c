package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;

/// An empty line inside an instruction of several lines: it looks like the end, and is none.
public final class NoEmptyContinuation {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "NoEmptyContinuation",
          "Empty continuation lines will become errors in a future release",
          "no-empty-continuation");

  private NoEmptyContinuation() {}

  static void check(Dockerfile file, Instruction instruction, Findings findings) {
    SourceFile source = file.source();
    char escape = file.directives().escape();
    int number = instruction.span().startLine();
    boolean empty = false;
    boolean continued = isContinued(source.line(number), escape);
    while (continued && number < source.lines().size()) {
      number++;
      String line = source.line(number);
      int start = GoText.skipSpaces(line, 0);
      if (start == line.length()) {
        empty = true;
      } else if (line.charAt(start) != '#') {
        continued = isContinued(line, escape);
      }
    }
    if (empty) { // Docker points to the instruction's last line.
      findings.addToFile(RULE, new Span(number, 1, number, 1), "Empty continuation line");
    }
  }

  private static boolean isContinued(String line, char escape) {
    int last = line.length() - 1;
    while (last >= 0 && (line.charAt(last) == ' ' || line.charAt(last) == '\t')) {
      last--;
    }
    return last >= 0
        && line.charAt(last) == escape
        && (last == 0 || line.charAt(last - 1) != escape);
  }
}
