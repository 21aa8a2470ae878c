package dev.slipway.engine.vocabulary;

import dev.slipway.runtime.ContainerException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Docker's spellings of sizes, times and processors.
public final class Amounts {
  private static final Pattern SIZE =
      Pattern.compile("(\\d+(?:\\.\\d+)?) ?([kKmMgGtTpP]?)(?:[iI]?[bB])?");
  private static final String UNITS = "kmgtp";
  private static final BigDecimal NANO = BigDecimal.valueOf(1_000_000_000);

  private Amounts() {}

  /// `512m`, `1.5g`, `1048576`: bytes.
  ///
  /// @param option for the message
  public static long bytes(String text, String option) {
    Matcher matcher = SIZE.matcher(text.strip());
    if (!matcher.matches()) {
      throw invalid(text, option, "invalid size: '" + text + "'");
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
    return number.multiply(BigDecimal.valueOf(1L << (10 * power))).longValue();
  }

  /// `1.5` processors, in billionths.
  public static long processors(String text) {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException malformed) {
      throw invalid(text, "cpus", "failed to parse " + text + " as a rational number");
    }
    long nanos = number.multiply(NANO).longValue();
    int all = Runtime.getRuntime().availableProcessors();
    if (nanos < 10_000_000 || nanos > all * 1_000_000_000L) {
      throw new ContainerException(
          "range of CPUs is from 0.01 to "
              + all
              + ".00, as there are only "
              + all
              + " CPUs available",
          "choose a number in this range");
    }
    return nanos;
  }

  /// A whole number within limits.
  public static long number(String text, String option, long least, long most) {
    long number;
    try {
      number = Long.parseLong(text.strip());
    } catch (NumberFormatException malformed) {
      throw invalid(text, option, "strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
    }
    if (number < least || number > most) {
      throw new ContainerException(
          "invalid value " + number + " for --" + option, "range is from " + least + " to " + most);
    }
    return number;
  }

  public static ContainerException invalid(String text, String option, String why) {
    return new ContainerException(
        "invalid argument \"" + text + "\" for \"--" + option + "\" flag: " + why,
        "slipway run --help says what it takes");
  }
}
