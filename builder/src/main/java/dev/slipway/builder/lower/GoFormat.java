package dev.slipway.builder.lower;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Go's `%v` and `%q`, which BuildKit's history texts are written with.
public final class GoFormat {
  private GoFormat() {}

  /// `[a b]`.
  static String plain(List<String> items) {
    return "[" + String.join(" ", items) + "]";
  }

  /// `["a" "b"]`.
  static String quoted(List<String> items) {
    return items.stream().map(GoFormat::quoted).collect(Collectors.joining(" ", "[", "]"));
  }

  /// `"a"`.
  public static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(c == '"' ? "\\\"" : escaped(c)));
    return quoted.append('"').toString();
  }

  /// `'\x03'`: a number where Go is asked for a character.
  static String quotedCharacter(int number) {
    return "'" + (number == '\'' ? "\\'" : escaped(number)) + "'";
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\\' -> "\\\\";
      case 7 -> "\\a";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 11 -> "\\v";
      default -> c < ' ' || c == 127 ? "\\x%02x".formatted(c) : Character.toString(c);
    };
  }

  /// `1m30s`, `1.5s`, `500ms`, `0s`.
  static String duration(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < 1_000) {
      return nanos + "ns";
    }
    if (nanos < 1_000_000) {
      return decimal(nanos, 1_000) + "µs";
    }
    if (nanos < 1_000_000_000) {
      return decimal(nanos, 1_000_000) + "ms";
    }
    long hours = duration.toHours();
    long minutes = duration.toMinutesPart();
    String seconds = decimal(nanos % 60_000_000_000L, 1_000_000_000) + "s";
    return (hours > 0 ? hours + "h" : "")
        + (hours > 0 || minutes > 0 ? minutes + "m" : "")
        + seconds;
  }

  private static String decimal(long value, long unit) {
    String fraction = Long.toString(unit + value % unit).substring(1).replaceAll("0+$", "");
    return value / unit + (fraction.isEmpty() ? "" : "." + fraction);
  }
}
