package dev.slipway.cli.render.template;

import dev.slipway.cli.grammar.GoValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Values as Go prints them, and Go's quoted texts as values.
final class TemplateText {
  private TemplateText() {}

  /// `%v`; what has no value at all is `<no value>`.
  static String print(@Nullable Object value) {
    if (value == null) {
      return "<no value>";
    }
    var text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, @Nullable Object value) {
    switch (value) {
      case null -> text.append("<nil>");
      case List<?> list -> {
        text.append('[');
        for (int i = 0; i < list.size(); i++) {
          text.append(i == 0 ? "" : " ");
          append(text, list.get(i));
        }
        text.append(']');
      }
      case Map<?, ?> map -> appendMap(text, map);
      case Double number -> text.append(number(number));
      default -> text.append(value);
    }
  }

  private static void appendMap(StringBuilder text, Map<?, ?> map) {
    text.append("map[");
    boolean first = true;
    for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
      text.append(first ? "" : " ").append(entry.getKey()).append(':');
      append(text, entry.getValue());
      first = false;
    }
    text.append(']');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /// The text that a quoted literal stands for.
  static String unquote(String literal) {
    String body = literal.substring(1, literal.length() - 1);
    return literal.charAt(0) == '`' || body.indexOf('\\') < 0 ? body : unescape(body);
  }

  private static String unescape(String body) {
    var text = new StringBuilder(body.length());
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\' || i + 1 == body.length()) {
        text.append(c);
        continue;
      }
      char escaped = body.charAt(++i);
      text.append(
          switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'a' -> '\u0007';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> '\u000b';
            default -> escaped;
          });
    }
    return text.toString();
  }

  /// `printf`: flags `-`, `0`, a width, a precision, and the verbs `s d v q t x f %`.
  static String format(String format, List<? extends @Nullable Object> values) {
    var text = new StringBuilder();
    int next = 0;
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%') {
        text.append(c);
        continue;
      }
      int verbAt = i + 1;
      while (verbAt < format.length() && "-0123456789.+# ".indexOf(format.charAt(verbAt)) >= 0) {
        verbAt++;
      }
      if (verbAt == format.length()) {
        return text.append("%!(NOVERB)").toString();
      }
      char verb = format.charAt(verbAt);
      String options = format.substring(i + 1, verbAt);
      i = verbAt;
      if (verb == '%') {
        text.append('%');
      } else if (next == values.size()) {
        text.append("%!").append(verb).append("(MISSING)");
      } else {
        text.append(pad(shown(verb, options, values.get(next++)), options));
      }
    }
    return text.toString();
  }

  private static String shown(char verb, String options, @Nullable Object value) {
    return switch (verb) {
      case 's', 'v', 't' -> cut(print(value), options);
      case 'q' -> GoValues.quote(print(value));
      case 'd' -> value instanceof Long ? print(value) : "%!d(string=" + print(value) + ")";
      case 'x' -> value instanceof Long number ? Long.toHexString(number) : hex(print(value));
      case 'f' -> decimal(value, options);
      default -> "%!" + verb + "(" + print(value) + ")";
    };
  }

  private static String cut(String text, String options) {
    int dot = options.indexOf('.');
    if (dot < 0) {
      return text;
    }
    int length = dot + 1 == options.length() ? 0 : Integer.parseInt(options.substring(dot + 1));
    return text.length() > length ? text.substring(0, length) : text;
  }

  private static String decimal(@Nullable Object value, String options) {
    int dot = options.indexOf('.');
    int digits = dot < 0 ? 6 : Integer.parseInt("0" + options.substring(dot + 1));
    double number = value instanceof Number given ? given.doubleValue() : 0;
    return java.math.BigDecimal.valueOf(number)
        .setScale(digits, java.math.RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static String hex(String text) {
    return java.util.HexFormat.of()
        .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static String pad(String text, String options) {
    int dot = options.indexOf('.');
    String flags = dot < 0 ? options : options.substring(0, dot);
    boolean left = flags.startsWith("-");
    String width = left ? flags.substring(1) : flags;
    boolean zeros = !left && width.startsWith("0");
    int missing =
        width.isBlank() || !width.matches("[0-9]+") ? 0 : Integer.parseInt(width) - text.length();
    if (missing <= 0) {
      return text;
    }
    return left ? text + " ".repeat(missing) : (zeros ? "0" : " ").repeat(missing) + text;
  }
}
