package dev.slipway.dockerfile;

/// A text that follows its instruction, up to a line that is its name.
///
/// @param name what ends the text, its quotes taken away; `COPY` and `ADD` name the file so
/// @param descriptor the number before `<<`, zero where there is none; unsigned
/// @param expand whether no part of the name was quoted, so that variables in the text count
/// @param chomp whether `<<-` takes tabs from the beginnings of lines
/// @param content the lines as they stand in the file, with their ends
public record Heredoc(
    Span span, String name, long descriptor, boolean expand, boolean chomp, String content) {

  /// The same with the lines that were found.
  public Heredoc withContent(String lines) {
    return new Heredoc(span, name, descriptor, expand, chomp, lines);
  }

  /// Whether the line ends the text.
  public boolean endsAt(String line) {
    return (chomp ? withoutTabs(line) : line).equals(name);
  }

  /// The text, its leading tabs taken where `<<-` says so.
  public String text() {
    if (!chomp) {
      return content;
    }
    var text = new StringBuilder();
    int start = 0;
    while (start < content.length()) {
      int newline = content.indexOf('\n', start);
      int end = newline < 0 ? content.length() : newline + 1;
      text.append(withoutTabs(content.substring(start, end)));
      start = end;
    }
    return text.toString();
  }

  private static String withoutTabs(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\t') {
      start++;
    }
    return line.substring(start);
  }
}
