package dev.slipway.cli.command.cache;

import dev.slipway.cli.CommandException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Docker's sizes as they are typed: `512m`, `5GB`, `1.5GiB`, in powers of 1024.
public final class ByteCount {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([kmgtp]?)(?:i?b)?");
  private static final String UNITS = "kmgtp";

  private ByteCount() {}

  /// @param option as the message names it
  public static long parse(String option, String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw CommandException.usage(
          "invalid argument \"" + text + "\" for \"" + option + "\" flag: invalid size",
          "write a number of bytes, or one with k, m, g or t, such as 5GB");
    }
    int power = form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2)) + 1;
    BigDecimal bytes =
        new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
    return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
  }
}
