package dev.slipway.dockerfile;

/// Shows a diagnostic with its lines and a caret line under them.
final class Excerpt {
  /// How many lines of a long span are shown.
  private static final int MAXIMUM_LINES = 4;

  private Excerpt() {}

  static String render(Diagnostic diagnostic, SourceFile source) {
    Span span = diagnostic.span();
    var out = new StringBuilder();
    out.append(source.name()).append(':').append(span.startLine()).append(':');
    out.append(span.startColumn()).append(": ").append(diagnostic.severity().label());
    out.append(": ").append(printable(diagnostic.message()));
    appendLines(out, span, source);
    if (diagnostic.reason() != null) {
      out.append("\nreason: ").append(printable(diagnostic.reason()));
    }
    if (diagnostic.remedy() != null) {
      out.append("\nremedy: ").append(printable(diagnostic.remedy()));
    }
    return out.toString();
  }

  private static void appendLines(StringBuilder out, Span span, SourceFile source) {
    int last = Math.min(span.endLine(), span.startLine() + MAXIMUM_LINES - 1);
    last = Math.max(span.startLine(), Math.min(last, source.lines().size()));
    int width = Math.max(4, Integer.toString(last).length());
    for (int number = span.startLine(); number <= last; number++) {
      String line = source.line(number);
      boolean first = number == span.startLine();
      int from = first ? span.startColumn() - 1 : indentation(line);
      int to = number == span.endLine() ? span.endColumn() - 1 : line.length();
      var shown = ShownLine.of(line, from, first ? to : from);
      out.append('\n').append(" ".repeat(width - Integer.toString(number).length())).append(number);
      out.append(" | ").append(shown.text());
      if (first) {
        out.append('\n').append(" ".repeat(width)).append(" | ").append(shown.carets());
      }
    }
    if (last < span.endLine() && last < source.lines().size()) {
      out.append('\n').append(" ".repeat(width)).append(" | ...");
    }
  }

  private static int indentation(String line) {
    return line.length() - line.stripLeading().length();
  }

  /// Without characters that would move a terminal's cursor.
  private static String printable(String text) {
    return text.codePoints()
        .map(character -> Character.isISOControl(character) ? '?' : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
