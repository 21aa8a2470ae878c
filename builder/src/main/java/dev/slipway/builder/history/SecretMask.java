package dev.slipway.builder.history;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.SecretSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Blots out the values of a build's secrets in what is kept of its output: a step may print what
/// it was given. A secret of several lines is looked for line by line.
final class SecretMask {
  /// A shorter word may stand anywhere, and tells nothing.
  private static final int SHORTEST = 4;

  private static final byte[] MASK = "****".getBytes(StandardCharsets.UTF_8);

  private final List<byte[]> secrets;

  private SecretMask(List<byte[]> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /// One that cannot be read is in no output either.
  static SecretMask of(Collection<SecretSource> sources) {
    var secrets = new ArrayList<byte[]>();
    for (SecretSource source : sources) {
      try {
        for (String line :
            new String(source.read(), StandardCharsets.ISO_8859_1).split("[\r\n]+")) {
          if (line.strip().length() >= SHORTEST) {
            secrets.add(line.strip().getBytes(StandardCharsets.ISO_8859_1));
          }
        }
      } catch (IOException | BuildException unreadable) {
        // The step that wants it says so.
      }
    }
    secrets.sort((one, other) -> Integer.compare(other.length, one.length));
    return new SecretMask(secrets);
  }

  boolean isEmpty() {
    return secrets.isEmpty();
  }

  String hide(String text) {
    return isEmpty()
        ? text
        : new String(hide(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  byte[] hide(byte[] bytes) {
    byte[] hidden = bytes;
    for (byte[] secret : secrets) {
      hidden = hide(hidden, secret);
    }
    return hidden;
  }

  private static byte[] hide(byte[] bytes, byte[] secret) {
    int found = find(bytes, secret, 0);
    if (found < 0) {
      return bytes;
    }
    var out = new ByteArrayOutputStream(bytes.length);
    int from = 0;
    while (found >= 0) {
      out.write(bytes, from, found - from);
      out.writeBytes(MASK);
      from = found + secret.length;
      found = find(bytes, secret, from);
    }
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  private static int find(byte[] bytes, byte[] secret, int from) {
    for (int i = from; i <= bytes.length - secret.length; i++) {
      if (bytes[i] == secret[0]
          && java.util.Arrays.equals(bytes, i, i + secret.length, secret, 0, secret.length)) {
        return i;
      }
    }
    return -1;
  }
}
