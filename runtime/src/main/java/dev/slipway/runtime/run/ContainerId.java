package dev.slipway.runtime.run;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// A container's name for life: 64 lower-case hex digits, drawn at random as Docker's are.
public record ContainerId(String hex) {
  private static final int LENGTH = 64;
  private static final int SHORT = 12;

  public ContainerId {
    if (!isId(hex)) {
      throw new IllegalArgumentException("not a container ID: " + hex);
    }
  }

  /// A new one. Never one whose first twelve digits are all decimal: a host name may not be a
  /// number.
  public static ContainerId random(RandomGenerator random) {
    byte[] bytes = new byte[LENGTH / 2];
    while (true) {
      random.nextBytes(bytes);
      String hex = HexFormat.of().formatHex(bytes);
      if (!isDecimal(hex.substring(0, SHORT))) {
        return new ContainerId(hex);
      }
    }
  }

  public static boolean isId(String text) {
    return text.length() == LENGTH && isPrefix(text);
  }

  /// Whether `text` may be the beginning of an ID.
  public static boolean isPrefix(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LENGTH;
  }

  private static boolean isDecimal(String hex) {
    for (int i = 0; i < hex.length(); i++) {
      if (hex.charAt(i) >= 'a') {
        return false;
      }
    }
    return true;
  }

  /// The first twelve digits, as lists show them.
  public String shortHex() {
    return hex.substring(0, SHORT);
  }

  @Override
  public String toString() {
    return hex;
  }

  /// Written out: a record's own is put together at run time, when a command is about to end.
  @Override
  public boolean equals(Object other) {
    return other instanceof ContainerId that && hex.equals(that.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }
}
