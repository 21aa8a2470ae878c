package dev.slipway.cli.grammar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A number of bytes as Docker's options take it: `64m`, `1.5g`, `512MiB`, `4096`. Every unit is a
/// power of 1024.
public final class ByteSize {
  private static final Pattern FORM =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?([kKmMgGtTpP])?[iI]?[bB]?");
  private static final String UNITS = "kmgtp";
  private static final int STEP = 1024;

  private ByteSize() {}

  /// Null where the text is no size.
  public static @Nullable Long parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    double bytes = Double.parseDouble(matcher.group(1));
    String unit = matcher.group(2);
    if (unit != null) {
      bytes *= Math.pow(STEP, UNITS.indexOf(Character.toLowerCase(unit.charAt(0))) + 1);
    }
    return (long) bytes;
  }
}
