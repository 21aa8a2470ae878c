package dev.slipway.builder.solve;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;

/// The lines of a Dockerfile around an instruction, as BuildKit shows them, with a caret under
/// where it begins.
final class DockerfileExcerpt {
  private static final String RULE = "-".repeat(20);
  private static final int AROUND = 2;

  private DockerfileExcerpt() {}

  static String of(SourceFile file, Span span) {
    var text = new StringBuilder();
    text.append(file.name())
        .append(':')
        .append(span.startLine())
        .append('\n')
        .append(RULE)
        .append('\n');
    int last = Math.min(file.lines().size(), span.endLine() + AROUND);
    for (int number = Math.max(1, span.startLine() - AROUND); number <= last; number++) {
      boolean marked = number >= span.startLine() && number <= span.endLine();
      text.append("%4d | %s %s%n".formatted(number, marked ? ">>>" : "   ", file.line(number)));
      if (number == span.startLine()) {
        text.append(caret(file.line(number), span)).append('\n');
      }
    }
    return text.append(RULE).toString();
  }

  /// Under the instruction's first line, as far as it goes.
  private static String caret(String line, Span span) {
    int end = span.endLine() == span.startLine() ? span.endColumn() : line.length() + 1;
    int length = Math.max(1, Math.min(end, line.length() + 1) - span.startColumn());
    return "     |     " + " ".repeat(span.startColumn() - 1) + "^".repeat(length);
  }
}
