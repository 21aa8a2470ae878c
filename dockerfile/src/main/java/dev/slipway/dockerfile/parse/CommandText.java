package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;

/// What an instruction says behind its keyword and flags, as one text, and where each part of it
/// stands in the file. Of a `RUN` it is what the shell reads, heredocs included.
public final class CommandText {
  private final SourceFile source;
  private final LogicalLine line;
  private final int start;
  private final String text;

  /// How much of the text stands in the instruction's own lines; the rest are lines of heredocs.
  private final int joined;

  private CommandText(SourceFile source, LogicalLine line, int start, String text, int joined) {
    this.source = source;
    this.line = line;
    this.start = start;
    this.text = text;
    this.joined = joined;
  }

  /// The arguments of any instruction that stands in the file itself, which a trigger does not.
  public static CommandText of(Dockerfile file, Instruction instruction) {
    InstructionLine split = split(file, instruction);
    String arguments = split.arguments();
    return new CommandText(
        file.source(), split.line(), split.argumentsStart(), arguments, arguments.length());
  }

  /// What the shell reads of `command`, which is the instruction's.
  public static CommandText of(Dockerfile file, Instruction instruction, Command.Shell command) {
    InstructionLine split = split(file, instruction);
    String text = command.line();
    int joined = text.startsWith(split.arguments()) ? split.arguments().length() : 0;
    return new CommandText(file.source(), split.line(), split.argumentsStart(), text, joined);
  }

  private static InstructionLine split(Dockerfile file, Instruction instruction) {
    char escape = file.directives().escape();
    LogicalLine line =
        LineReader.from(file.source(), escape, instruction.span().startLine()).next();
    if (line == null) {
      throw new IllegalArgumentException("stands in no file: " + instruction.source());
    }
    return InstructionLine.split(line, 0, escape);
  }

  /// The text itself.
  public String text() {
    return text;
  }

  /// Where the arguments begin: flags go before it.
  public Span beginning() {
    return line.span(start, start);
  }

  /// Where `from` (inclusive) to `to` (exclusive) of the text stands.
  public Span span(int from, int to) {
    if (to <= joined || from < joined) {
      return line.span(start + from, start + Math.max(from, Math.min(to, joined)));
    }
    Span first = inHeredoc(from);
    return to <= from + 1 ? withEnd(first, to - from) : withEnd(first.to(inHeredoc(to - 1)), 1);
  }

  private static Span withEnd(Span span, int more) {
    return new Span(span.startLine(), span.startColumn(), span.endLine(), span.endColumn() + more);
  }

  /// An empty span there. Leading tabs that `<<-` takes away are put back.
  private Span inHeredoc(int offset) {
    int body = joined == 0 ? 0 : joined + 1;
    int number = line.endLine() + 1;
    int lineStart = body;
    for (int i = body; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        number++;
        lineStart = i + 1;
      }
    }
    int end = text.indexOf('\n', lineStart);
    String shown = text.substring(lineStart, end < 0 ? text.length() : end);
    int tabs = Math.max(0, source.line(number).length() - shown.length());
    int column = offset - lineStart + tabs + 1;
    return new Span(number, column, number, column);
  }
}
