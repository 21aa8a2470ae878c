package dev.slipway.lint.stage;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.lint.Edit;
import dev.slipway.lint.Subject;
import java.util.Locale;

/// Edits in the manner of the file: its keywords' case, its escape character.
public final class Writing {
  private final SourceFile source;
  private final boolean lower;
  private final char escape;

  private Writing(Subject subject) {
    source = subject.source();
    String first = subject.file().stages().getFirst().from().source();
    lower = first.startsWith("from");
    escape = subject.file().directives().escape();
  }

  public static Writing of(Subject subject) {
    return new Writing(subject);
  }

  /// Lines before an instruction, above the comments that stand directly over it.
  public Edit before(Instruction instruction, String lines) {
    int line = instruction.span().startLine();
    while (line > 1 && source.line(line - 1).stripLeading().startsWith("#") && !isTop(line - 1)) {
      line--;
    }
    return new Edit(new Span(line, 1, line, 1), cased(lines) + "\n");
  }

  /// Whether only comments and directives stand above.
  private boolean isTop(int line) {
    for (int i = 1; i <= line; i++) {
      if (!source.line(i).stripLeading().startsWith("#")) {
        return false;
      }
    }
    return true;
  }

  /// Lines behind an instruction.
  public Edit after(Instruction instruction, String lines) {
    Span span = instruction.span();
    int end = source.line(span.endLine()).length() + 1;
    return new Edit(new Span(span.endLine(), end, span.endLine(), end), "\n" + cased(lines));
  }

  /// Another text in the instruction's place.
  public Edit replace(Instruction instruction, String lines) {
    return new Edit(instruction.span(), cased(lines));
  }

  /// The instruction's lines gone, and the comment lines directly above it where `comments` says
  /// so.
  public Edit delete(Instruction instruction) {
    Span span = instruction.span();
    return new Edit(new Span(span.startLine(), 1, span.endLine() + 1, 1), "");
  }

  /// Lines at the end of the file.
  public Edit append(String lines) {
    int last = Math.max(1, source.lines().size());
    int end = source.line(last).length() + 1;
    boolean ended = source.text().endsWith("\n");
    return new Edit(new Span(last, end, last, end), "\n" + cased(lines) + (ended ? "" : "\n"));
  }

  /// What continues a line.
  public String continued() {
    return " " + escape + "\n    ";
  }

  private String cased(String lines) {
    if (!lower) {
      return lines;
    }
    var text = new StringBuilder();
    boolean continues = false;
    for (String line : lines.split("\n", -1)) {
      int end = line.indexOf(' ');
      boolean keyword = !continues && end > 0 && !line.startsWith("#");
      text.append(text.isEmpty() ? "" : "\n");
      text.append(
          keyword
              ? line.substring(0, end).toLowerCase(Locale.ROOT)
              : line.substring(0, Math.max(0, end)));
      text.append(end < 0 ? line : line.substring(end));
      continues = line.endsWith(String.valueOf(escape));
    }
    return text.toString();
  }
}
