package dev.slipway.cli.grammar;

import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Go's spellings of booleans, integers, durations and quoted text, which Docker's users rely on.
public final class GoValues {
  private GoValues() {}

  public static boolean isBoolean(String value) {
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False" -> true;
      default -> false;
    };
  }

  public static boolean isTrue(String value) {
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      default -> false;
    };
  }

  /// `strconv.ParseInt` with base 0; null if it is not an integer.
  static @Nullable Long parseInteger(String value) {
    try {
      return value.startsWith("#") ? null : Long.decode(value);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /// `time.ParseDuration`; null if it is not one.
  public static @Nullable Duration parseDuration(String value) {
    int at = 0;
    boolean negative = false;
    if (!value.isEmpty() && (value.charAt(0) == '-' || value.charAt(0) == '+')) {
      negative = value.charAt(0) == '-';
      at = 1;
    }
    if (value.substring(at).equals("0")) {
      return Duration.ZERO;
    }
    if (at == value.length()) {
      return null;
    }
    double nanos = 0;
    while (at < value.length()) {
      int numberEnd = at;
      while (numberEnd < value.length() && isNumberPart(value.charAt(numberEnd))) {
        numberEnd++;
      }
      int unitEnd = numberEnd;
      while (unitEnd < value.length() && !isNumberPart(value.charAt(unitEnd))) {
        unitEnd++;
      }
      double unit = unitNanos(value.substring(numberEnd, unitEnd));
      double amount = amount(value.substring(at, numberEnd));
      if (unit == 0 || amount < 0) {
        return null;
      }
      nanos += unit * amount;
      at = unitEnd;
    }
    Duration whole = Duration.ofNanos(Math.round(nanos));
    return negative ? whole.negated() : whole;
  }

  private static boolean isNumberPart(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static double amount(String digits) {
    if (digits.isEmpty() || digits.equals(".") || digits.indexOf('.') != digits.lastIndexOf('.')) {
      return -1;
    }
    return Double.parseDouble(digits);
  }

  private static double unitNanos(String unit) {
    return switch (unit) {
      case "ns" -> 1;
      case "us", "µs", "μs" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      case "h" -> 3600e9;
      default -> 0;
    };
  }

  /// Go's `%q` of a text.
  public static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ' || c == 0x7f) {
            quoted.append("\\x").append(Character.forDigit(c >> 4, 16));
            quoted.append(Character.forDigit(c & 15, 16));
          } else if (isUnseen(c)) {
            quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /// Whether a character shows nothing itself but changes how others are shown: the direction of
  /// text, or its lines.
  public static boolean isUnseen(char c) {
    return c >= 0x200b
        && (c <= 0x200f
            || (c >= 0x2028 && c <= 0x202e)
            || (c >= 0x2060 && c <= 0x206f)
            || c == 0xfeff);
  }
}
