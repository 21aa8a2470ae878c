package dev.slipway.engine.create;

import dev.slipway.engine.vocabulary.Amounts;
import dev.slipway.runtime.ContainerException;

/// `/dev/sda:1mb`: how much of a disk may be used in a second.
final class DiskRate {
  private DiskRate() {}

  /// With the bytes as a plain number.
  static String bytes(String text, String option) {
    String path = path(text, option);
    return path + ":" + positive(Amounts.bytes(text.substring(path.length() + 1), option), option);
  }

  static String operations(String text, String option) {
    String path = path(text, option);
    return path
        + ":"
        + Amounts.number(text.substring(path.length() + 1), option, 1, Long.MAX_VALUE);
  }

  private static long positive(long bytes, String option) {
    if (bytes == 0) {
      throw new ContainerException("--" + option + ": a rate of 0 stops all", "give it more");
    }
    return bytes;
  }

  private static String path(String text, String option) {
    int colon = text.lastIndexOf(':');
    if (colon < 0 || !text.startsWith("/dev/")) {
      throw Amounts.invalid(text, option, "bad format for path: " + text);
    }
    return text.substring(0, colon);
  }
}
