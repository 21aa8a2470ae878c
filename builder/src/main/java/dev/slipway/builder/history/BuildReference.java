package dev.slipway.builder.history;

import java.math.BigInteger;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// IDs of builds: 25 digits and small letters as buildx's, the first nine of which are the time, so
/// that their order is that of the builds.
final class BuildReference {
  private static final int LENGTH = 25;
  private static final int TIME = 9;
  private static final int RADIX = 36;

  private BuildReference() {}

  static String next(Instant now) {
    var text = new StringBuilder(LENGTH);
    append(text, Long.toString(now.toEpochMilli(), RADIX), TIME);
    byte[] random = new byte[16];
    ThreadLocalRandom.current().nextBytes(random);
    append(text, new BigInteger(1, random).toString(RADIX), LENGTH - TIME);
    return text.toString();
  }

  private static void append(StringBuilder text, String digits, int width) {
    text.repeat('0', Math.max(0, width - digits.length()));
    text.append(digits, Math.max(0, digits.length() - width), digits.length());
  }

  static boolean isReference(String name) {
    if (name.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (Character.digit(name.charAt(i), RADIX) < 0 || Character.isUpperCase(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
