package dev.slipway.dockerfile;

/// A source line as a terminal shows it, with carets under a part of it.
///
/// Tabs are widened, control characters replaced, and of a long line only the part around the
/// carets stands.
///
/// @param carets spaces and `^`, as wide as the text before and under them
record ShownLine(String text, String carets) {
  private static final int TAB = 4;
  private static final int MAXIMUM_WIDTH = 120;
  private static final int LEAD = 30;
  private static final String CUT = "...";

  /// @param from index of the first marked character; at most the line's length is marked
  /// @param to index after the last one
  static ShownLine of(String line, int from, int to) {
    int first = Math.min(from, line.length());
    int last = Math.max(first, Math.min(to, line.length()));
    int start = 0;
    if (width(line, 0, Math.min(line.length(), MAXIMUM_WIDTH + 1)) > MAXIMUM_WIDTH
        && first > MAXIMUM_WIDTH - LEAD) {
      start = boundary(line, first - LEAD);
    }
    String lead = start > 0 ? CUT : "";
    int end = start;
    int room = MAXIMUM_WIDTH - lead.length() - CUT.length();
    var text = new StringBuilder(lead);
    while (end < line.length() && room > 0) {
      int character = line.codePointAt(end);
      String shown = shown(character);
      text.append(shown);
      room -= width(character);
      end += Character.charCount(character);
    }
    text.append(end < line.length() ? CUT : "");
    int before = lead.length() + width(line, start, first);
    int marked = Math.max(1, width(line, first, Math.max(first, Math.min(last, end))));
    return new ShownLine(text.toString(), " ".repeat(before) + "^".repeat(marked));
  }

  private static int boundary(String line, int index) {
    return Character.isLowSurrogate(line.charAt(index)) ? index - 1 : index;
  }

  private static String shown(int character) {
    if (character == '\t') {
      return " ".repeat(TAB);
    }
    return Character.isISOControl(character) ? "?" : Character.toString(character);
  }

  private static int width(String line, int from, int to) {
    int width = 0;
    for (int i = from; i < to; i += Character.charCount(line.codePointAt(i))) {
      width += width(line.codePointAt(i));
    }
    return width;
  }

  /// Columns on a terminal: two for East Asian wide characters, none for combining marks.
  private static int width(int character) {
    if (character == '\t') {
      return TAB;
    }
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return isWide(character) ? 2 : 1;
  }

  private static boolean isWide(int character) {
    return (character >= 0x1100 && character <= 0x115f)
        || (character >= 0x2e80 && character <= 0xa4cf)
        || (character >= 0xac00 && character <= 0xd7a3)
        || (character >= 0xf900 && character <= 0xfaff)
        || (character >= 0xfe30 && character <= 0xfe6f)
        || (character >= 0xff00 && character <= 0xff60)
        || (character >= 0xffe0 && character <= 0xffe6)
        || (character >= 0x1f300 && character <= 0x1faff)
        || (character >= 0x20000 && character <= 0x3fffd);
  }
}
