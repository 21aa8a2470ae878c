package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import org.jspecify.annotations.Nullable;

/// Joins a file's lines to instructions: continuations, with comments and empty lines between them.
final class LineReader {
  private final SourceFile source;
  private final char escape;

  /// The number of the line read last.
  private int number;

  private int offset;
  private boolean emptyLine;

  LineReader(SourceFile source, char escape) {
    this.source = source;
    this.escape = escape;
  }

  /// One that begins with line `first` (from 1); `offset` is of no use in it.
  static LineReader from(SourceFile source, char escape, int first) {
    var reader = new LineReader(source, escape);
    reader.number = first - 1;
    return reader;
  }

  /// The next instruction's lines, or null at the end of the file.
  @Nullable LogicalLine next() {
    emptyLine = false;
    while (hasLine()) {
      String line = nextLine();
      int indentation = GoText.skipSpaces(line, 0);
      boolean continued = isContinued(line);
      if (indentation == line.length() || line.charAt(indentation) == '#') {
        continue;
      }
      var joined = new LogicalLine.Builder();
      joined.add(content(line, continued).substring(indentation), number, indentation + 1);
      if (continued) {
        addContinuations(joined);
      }
      return joined.build();
    }
    return null;
  }

  private void addContinuations(LogicalLine.Builder joined) {
    boolean continued = true;
    while (continued && hasLine()) {
      String line = nextLine();
      int indentation = GoText.skipSpaces(line, 0);
      if (indentation == line.length()) {
        emptyLine = true; // A build check warns of it.
      } else if (line.charAt(indentation) != '#') {
        continued = isContinued(line);
        joined.add(content(line, continued), number, 1);
      }
    }
  }

  /// Whether there was an empty line inside the instruction read last.
  boolean hadEmptyLine() {
    return emptyLine;
  }

  /// Whether an escape ends the line, spaces after it aside. Two of them end it as themselves.
  private boolean isContinued(String line) {
    int last = lastPlace(line);
    return last >= 0
        && line.charAt(last) == escape
        && (last == 0 || line.charAt(last - 1) != escape);
  }

  private String content(String line, boolean continued) {
    return continued ? line.substring(0, lastPlace(line)) : line;
  }

  private static int lastPlace(String line) {
    int last = line.length() - 1;
    while (last >= 0 && (line.charAt(last) == ' ' || line.charAt(last) == '\t')) {
      last--;
    }
    return last;
  }

  boolean hasLine() {
    return number < source.lines().size();
  }

  /// The next line, without its end.
  String nextLine() {
    number++;
    int newline = source.text().indexOf('\n', offset);
    offset = newline < 0 ? source.text().length() : newline + 1;
    return source.line(number);
  }

  /// Where the next line begins in the file's text: a heredoc keeps the ends of its lines.
  int offset() {
    return offset;
  }

  int number() {
    return number;
  }

  /// The whole of the line read last.
  Span lastSpan() {
    return new Span(number, 1, number, source.line(number).length() + 1);
  }
}
