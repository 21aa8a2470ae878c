package dev.slipway.improve.report;

/// Text of a page. What comes from elsewhere never becomes markup.
final class Markup {
  private final StringBuilder page = new StringBuilder();

  /// As it is.
  Markup raw(String html) {
    page.append(html);
    return this;
  }

  /// Words, whatever is in them.
  Markup text(String words) {
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      switch (c) {
        case '<' -> page.append("&lt;");
        case '>' -> page.append("&gt;");
        case '&' -> page.append("&amp;");
        case '"' -> page.append("&quot;");
        default -> page.append(c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
      }
    }
    return this;
  }

  Markup paragraph(String words) {
    return raw("<p>").text(words).raw("</p>\n");
  }

  Markup heading(String words) {
    return raw("<h2>").text(words).raw("</h2>\n");
  }

  /// A table's row of cells.
  Markup row(String... cells) {
    raw("<tr>");
    for (String cell : cells) {
      raw("<td>").text(cell).raw("</td>");
    }
    return raw("</tr>\n");
  }

  /// A bar, `part` of `whole`.
  Markup bar(long part, long whole) {
    long width = whole == 0 ? 0 : part * 1000 / whole;
    return raw("<div class=\"bar\" style=\"width:" + width / 10 + "." + width % 10 + "%\"></div>");
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
