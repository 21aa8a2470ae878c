package dev.slipway.image.layer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The records of a PAX extended header: `length key=value\n`, with a length that counts bytes and
/// values that are any bytes.
final class PaxRecords {
  static final PaxRecords NONE = new PaxRecords(new TreeMap<>());

  private static final String XATTR = "SCHILY.xattr.";

  private final SortedMap<String, byte[]> values;

  private PaxRecords(SortedMap<String, byte[]> values) {
    this.values = values;
  }

  /// @param offset where the records stand in the tar, for messages
  static PaxRecords parse(byte[] bytes, long offset) {
    SortedMap<String, byte[]> values = new TreeMap<>();
    int at = 0;
    while (at < bytes.length && bytes[at] != 0) {
      int space = indexOf(bytes, (byte) ' ', at, Math.min(bytes.length, at + 10));
      int length = space < 0 ? -1 : decimal(bytes, at, space);
      int end = at + length;
      if (length <= 0 || end > bytes.length || end <= space + 1 || bytes[end - 1] != '\n') {
        throw MalformedLayer.damaged(offset + at, "a malformed extended header record");
      }
      int equals = indexOf(bytes, (byte) '=', space + 1, end);
      if (equals < 0) {
        throw MalformedLayer.damaged(offset + at, "an extended header record without '='");
      }
      String key = new String(bytes, space + 1, equals - space - 1, StandardCharsets.UTF_8);
      values.put(key, Arrays.copyOfRange(bytes, equals + 1, end - 1));
      at = end;
    }
    return new PaxRecords(values);
  }

  /// These, where `stronger` has none of the same key.
  PaxRecords overriddenBy(PaxRecords stronger) {
    if (values.isEmpty()) {
      return stronger;
    }
    SortedMap<String, byte[]> merged = new TreeMap<>(values);
    merged.putAll(stronger.values);
    return new PaxRecords(merged);
  }

  /// A value; an empty one means: as if there were none.
  byte @Nullable [] get(String key) {
    byte[] value = values.get(key);
    return value == null || value.length == 0 ? null : value;
  }

  long number(String key, long otherwise, long offset) {
    byte[] value = get(key);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(new String(value, StandardCharsets.ISO_8859_1));
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      // Said below, as for a negative one.
    }
    throw MalformedLayer.damaged(offset, "extended header '" + key + "' is no number");
  }

  /// The names that begin with `prefix`, if any.
  @Nullable String firstKeyWith(String prefix) {
    SortedMap<String, byte[]> tail = values.tailMap(prefix);
    return tail.isEmpty() || !tail.firstKey().startsWith(prefix) ? null : tail.firstKey();
  }

  SortedMap<String, byte[]> xattrs() {
    if (firstKeyWith(XATTR) == null) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    for (Map.Entry<String, byte[]> record : values.tailMap(XATTR).entrySet()) {
      if (!record.getKey().startsWith(XATTR)) {
        break;
      }
      xattrs.put(record.getKey().substring(XATTR.length()), record.getValue());
    }
    return xattrs;
  }

  static String xattrKey(String name) {
    return XATTR + name;
  }

  /// One record; its length counts its own digits.
  static byte[] format(String key, byte[] value) {
    byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
    int rest = keyBytes.length + value.length + 3;
    int length = rest + digits(rest);
    length = rest + digits(length);
    byte[] record = Arrays.copyOf((length + " ").getBytes(StandardCharsets.US_ASCII), length);
    int at = digits(length) + 1;
    System.arraycopy(keyBytes, 0, record, at, keyBytes.length);
    at += keyBytes.length;
    record[at++] = '=';
    System.arraycopy(value, 0, record, at, value.length);
    record[length - 1] = '\n';
    return record;
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }

  private static int indexOf(byte[] bytes, byte wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static int decimal(byte[] bytes, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return -1;
      }
      value = value * 10 + (bytes[i] - '0');
    }
    return value;
  }
}
