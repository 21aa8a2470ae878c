package dev.slipway.dockerfile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values that options of `--mount` and `--device` take.
final class MountValues {
  private static final Pattern SIZE =
      Pattern.compile(
          "([0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30}) ?(?:b|([kmgtp])(?:b|ib)?)?",
          Pattern.CASE_INSENSITIVE);
  private static final String SIZE_REMEDY = "write a number of bytes, or 64m, 1g";
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private MountValues() {}

  static boolean truth(Span span, String key, String value) {
    return switch (value) {
      case "1", "t", "T", "TRUE", "true", "True" -> true;
      case "0", "f", "F", "FALSE", "false", "False" -> false;
      default -> throw invalid(span, key, value, "write true or false");
    };
  }

  static MountType type(Span span, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "bind" -> MountType.BIND;
      case "cache" -> MountType.CACHE;
      case "tmpfs" -> MountType.TMPFS;
      case "secret" -> MountType.SECRET;
      case "ssh" -> MountType.SSH;
      default ->
          throw misspelt(span, "unsupported mount type \"" + value + "\"", value, MountType.NAMES);
    };
  }

  static CacheMount.Sharing sharing(Span span, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "shared" -> CacheMount.Sharing.SHARED;
      case "private" -> CacheMount.Sharing.PRIVATE;
      case "locked" -> CacheMount.Sharing.LOCKED;
      default ->
          throw misspelt(
              span,
              "unsupported sharing value \"" + value + "\"",
              value,
              List.of("shared", "private", "locked"));
    };
  }

  static String variable(Span span, String value) {
    if (value.isEmpty()) {
      throw invalid(span, "env", value, "name the variable: env=NAME");
    }
    return value;
  }

  /// `64m`, `1.5 GiB`, `1000`: powers of 1024.
  static long size(Span span, String key, String value) {
    Matcher size = SIZE.matcher(value);
    if (!size.matches()) {
      throw invalid(span, key, value, SIZE_REMEDY);
    }
    String unit = size.group(2);
    int power = unit == null ? 0 : "kmgtp".indexOf(unit.toLowerCase(Locale.ROOT)) + 1;
    BigDecimal bytes =
        new BigDecimal(size.group(1) + (size.group(1).endsWith(".") ? "0" : ""))
            .multiply(BigDecimal.valueOf(1L << (10 * power)));
    if (bytes.compareTo(LARGEST) > 0) {
      throw invalid(span, key, value, SIZE_REMEDY);
    }
    return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
  }

  /// Digits of `radix` only, at most `highest`.
  static long number(Span span, String key, String value, int radix, long highest) {
    long number = value.isEmpty() ? -1 : 0;
    for (int i = 0; i < value.length() && number >= 0; i++) {
      int digit = value.charAt(i) < 0x80 ? Character.digit(value.charAt(i), radix) : -1;
      number = digit < 0 ? -1 : number * radix + digit;
      number = number > highest ? -1 : number;
    }
    if (number < 0) {
      throw failure(
          span,
          "invalid value " + value + " for " + key,
          "write a number from 0 to " + Long.toString(highest, radix));
    }
    return number;
  }

  private static DockerfileException invalid(Span span, String key, String value, String remedy) {
    return failure(span, "invalid value for " + key + ": " + value, remedy);
  }

  static DockerfileException misspelt(Span span, String message, String word, List<String> known) {
    String remedy =
        Suggestion.nearest(word, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("known are " + String.join(", ", known));
    return failure(span, message, remedy);
  }

  static DockerfileException failure(Span span, String message, String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
