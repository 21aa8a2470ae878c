package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds lines that Docker does not take: it reads a file through a buffer of 64 KiB.
final class LongLines {
  /// In bytes of UTF-8, the line's end left out but for a carriage return.
  private static final int LONGEST = 65_535;

  private LongLines() {}

  static List<Diagnostic> find(SourceFile source) {
    var found = new ArrayList<Diagnostic>();
    String text = source.text();
    int start = 0;
    for (int number = 1; start < text.length(); number++) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      if (end - start > LONGEST / 3 && bytes(text, start, end) > LONGEST) {
        int columns = Math.min(80, source.line(number).length());
        found.add(
            Diagnostic.error(
                new Span(number, 1, number, columns + 1),
                "dockerfile line greater than max allowed size of " + LONGEST,
                "break it into several lines, each but the last with an escape at its end"));
      }
      start = end + 1;
    }
    return found;
  }

  private static int bytes(String text, int start, int end) {
    int bytes = 0;
    for (int i = start; i < end; i++) {
      char character = text.charAt(i);
      // Both halves of a pair make four bytes.
      bytes += character < 0x80 ? 1 : character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
    }
    return bytes;
  }
}
