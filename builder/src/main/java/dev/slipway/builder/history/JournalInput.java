package dev.slipway.builder.history;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what [JournalOutput] wrote, frame by frame. A frame that was cut off when its build was
/// killed is not there.
final class JournalInput {
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int HEAD = 17;
  private static final long LONGEST = 256L << 20;

  private final DataInputStream in;
  private int kind;
  private Instant at = Instant.EPOCH;

  JournalInput(DataInputStream in) {
    this.in = in;
  }

  /// Goes to the next frame.
  ///
  /// @return false where no whole one follows
  boolean next() throws IOException {
    try {
      long length = in.readLong();
      if (length < HEAD || length > LONGEST) {
        return false;
      }
      byte[] frame = in.readNBytes((int) length - Long.BYTES);
      if (frame.length < length - Long.BYTES) {
        return false;
      }
      values = new DataInputStream(new java.io.ByteArrayInputStream(frame));
      kind = values.readUnsignedByte();
      at = time();
      return true;
    } catch (EOFException end) {
      return false;
    }
  }

  private DataInputStream values = new DataInputStream(java.io.InputStream.nullInputStream());

  int kind() {
    return kind;
  }

  Instant at() {
    return at;
  }

  long number() throws IOException {
    return values.readLong();
  }

  int integer() throws IOException {
    return (int) values.readLong();
  }

  Instant time() throws IOException {
    long nanos = number();
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  boolean flag() throws IOException {
    return values.readBoolean();
  }

  byte[] bytes() throws IOException {
    int length = values.readInt();
    if (length < 0 || length > values.available()) {
      throw new EOFException("a value is longer than its frame");
    }
    return values.readNBytes(length);
  }

  @Nullable String textOrNull() throws IOException {
    return flag() ? new String(bytes(), StandardCharsets.UTF_8) : null;
  }

  String text() throws IOException {
    String text = textOrNull();
    return text == null ? "" : text;
  }

  /// Empty where the frame ends before them: they are younger than the oldest journals.
  List<Integer> numbers() throws IOException {
    var numbers = new ArrayList<Integer>();
    for (long left = values.available() == 0 ? 0 : number(); left > 0; left--) {
      numbers.add(integer());
    }
    return numbers;
  }

  List<String> texts() throws IOException {
    var texts = new ArrayList<String>();
    for (long left = number(); left > 0; left--) {
      texts.add(text());
    }
    return texts;
  }

  Map<String, String> map() throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    for (long left = number(); left > 0; left--) {
      map.put(text(), text());
    }
    return map;
  }
}
