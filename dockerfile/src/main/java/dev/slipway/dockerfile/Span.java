package dev.slipway.dockerfile;

/// A stretch of a file. Lines and columns count from 1, columns in UTF-16 units as editors count
/// them; the end column is the first one after the stretch.
public record Span(int startLine, int startColumn, int endLine, int endColumn) {
  /// Refuses a span that ends before it begins.
  public Span {
    if (startLine < 1 || startColumn < 1 || endLine < startLine) {
      throw new IllegalArgumentException("not a span: " + startLine + ":" + startColumn);
    }
    if (endLine == startLine && endColumn < startColumn) {
      throw new IllegalArgumentException("ends before it begins: " + startColumn);
    }
  }

  /// From the beginning of this span to the end of `last`.
  public Span to(Span last) {
    return new Span(startLine, startColumn, last.endLine, last.endColumn);
  }
}
