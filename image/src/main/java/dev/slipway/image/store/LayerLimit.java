package dev.slipway.image.store;

import dev.slipway.image.ImageException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a compressed layer may unpack to: a few kilobytes can be made to expand to terabytes. Up to
/// `bytes` a layer may be anything; beyond that it may have [#MOST_RATIO] times the bytes of its
/// blob, which no layer of programs and texts comes near to.
///
/// @param bytes by default a GiB; `SLIPWAY_LAYER_LIMIT` says otherwise
record LayerLimit(long bytes) {
  static final String VARIABLE = "SLIPWAY_LAYER_LIMIT";
  static final long MOST_RATIO = 200;

  private static final long USUAL = 1L << 30;
  private static final String UNITS = "kmgt";

  /// As the environment of this process says.
  static LayerLimit current() {
    return of(System.getenv(VARIABLE));
  }

  /// @param text a number of bytes, or one followed by k, m, g or t
  static LayerLimit of(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return new LayerLimit(USUAL);
    }
    String number = text.toLowerCase(Locale.ROOT);
    int unit = UNITS.indexOf(number.charAt(number.length() - 1)) + 1;
    String digits = unit == 0 ? number : number.substring(0, number.length() - 1);
    try {
      long factor = 1L << (10 * unit);
      return new LayerLimit(Math.multiplyExact(Long.parseUnsignedLong(digits), factor));
    } catch (ArithmeticException | NumberFormatException wrong) {
      throw new ImageException(
          VARIABLE + " is no size: " + text, "write a number of bytes, or 500m, 20g, 1t");
    }
  }

  /// What a blob of this size may unpack to.
  long most(long blob) {
    return blob > Long.MAX_VALUE / MOST_RATIO ? Long.MAX_VALUE : Math.max(bytes, blob * MOST_RATIO);
  }

  /// Passes a layer on as long as it is within the limit.
  ///
  /// @param layer as messages call it
  /// @param blob the bytes that it unpacks from
  InputStream bound(InputStream tar, String layer, long blob) {
    long most = most(blob);
    return new BoundedInput(tar, most, () -> refusal(layer, blob, most));
  }

  private static ImageException refusal(String layer, long blob, long most) {
    return new ImageException(
        layer
            + " has "
            + blob
            + " bytes and unpacks to more than "
            + most
            + ", over "
            + MOST_RATIO
            + " times as much",
        "leave the image alone: it may be made to fill disks; if you trust it,"
            + " SLIPWAY_LAYER_LIMIT=100g (a size) allows its layers that much");
  }
}
