package dev.slipway.lint;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;

/// Applies edits to a text.
public final class TextEdits {
  private TextEdits() {}

  /// The text with all edits made; line ends are those of the text.
  ///
  /// @throws IllegalArgumentException where two edits overlap
  public static String apply(SourceFile source, List<Edit> edits) {
    int[] starts = lineStarts(source);
    var sorted = new ArrayList<>(edits);
    sorted.sort((one, other) -> {
      int places = Integer.compare(start(one, starts), start(other, starts));
      // What is inserted at the beginning of a replaced stretch goes before it.
      return places != 0 ? places : Boolean.compare(isWide(one), isWide(other));
    });
    boolean carriage = source.text().contains("\r\n");
    var text = new StringBuilder();
    int done = 0;
    for (Edit edit : sorted) {
      int from = start(edit, starts);
      int to = offset(edit.span().endLine(), edit.span().endColumn(), starts);
      if (from < done) {
        throw new IllegalArgumentException("two edits of one place: " + edit);
      }
      text.append(source.text(), done, from);
      text.append(carriage ? edit.text().replace("\n", "\r\n") : edit.text());
      done = to;
    }
    return text.append(source.text(), done, source.text().length()).toString();
  }

  /// What the span covers.
  public static String covered(SourceFile source, Span span) {
    int[] starts = lineStarts(source);
    return source
        .text()
        .substring(
            offset(span.startLine(), span.startColumn(), starts),
            offset(span.endLine(), span.endColumn(), starts));
  }

  private static boolean isWide(Edit edit) {
    Span span = edit.span();
    return span.startLine() != span.endLine() || span.startColumn() != span.endColumn();
  }

  private static int start(Edit edit, int[] starts) {
    return offset(edit.span().startLine(), edit.span().startColumn(), starts);
  }

  private static int offset(int line, int column, int[] starts) {
    int start = starts[Math.min(line, starts.length - 1) - 1];
    return Math.min(start + (line < starts.length ? column - 1 : 0), starts[starts.length - 1]);
  }

  /// Where each line begins, and behind the last one where the text ends.
  private static int[] lineStarts(SourceFile source) {
    int count = source.lines().size();
    var starts = new int[count + 2];
    int at = 0;
    for (int i = 0; i < count; i++) {
      starts[i] = at;
      int newline = source.text().indexOf('\n', at);
      at = newline < 0 ? source.text().length() : newline + 1;
    }
    starts[count] = source.text().length();
    starts[count + 1] = source.text().length();
    return starts;
  }
}
