package dev.slipway.builder.history;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One frame of a journal: its length, then a byte for its kind, a time, and values.
final class JournalOutput {
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  /// What writes to memory does not fail.
  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  private JournalOutput write(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static JournalOutput frame(int kind, Instant at) {
    var frame = new JournalOutput();
    return frame.number(0).kind(kind).time(at);
  }

  private JournalOutput kind(int kind) {
    return write(() -> out.writeByte(kind));
  }

  JournalOutput number(long value) {
    return write(() -> out.writeLong(value));
  }

  JournalOutput time(Instant at) {
    return number(at.getEpochSecond() * NANOS_PER_SECOND + at.getNano());
  }

  JournalOutput flag(boolean value) {
    return write(() -> out.writeBoolean(value));
  }

  JournalOutput bytes(byte[] value) {
    return write(() -> {
      out.writeInt(value.length);
      out.write(value);
    });
  }

  JournalOutput text(@Nullable String value) {
    return value == null ? flag(false) : flag(true).bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  JournalOutput numbers(List<Integer> values) {
    number(values.size());
    values.forEach(this::number);
    return this;
  }

  JournalOutput texts(List<String> values) {
    number(values.size());
    values.forEach(this::text);
    return this;
  }

  JournalOutput texts(Map<String, String> values) {
    number(values.size());
    values.forEach((name, value) -> text(name).text(value));
    return this;
  }

  /// The frame with its length.
  byte[] finish() {
    byte[] frame = bytes.toByteArray();
    java.nio.ByteBuffer.wrap(frame).putLong(0, frame.length);
    return frame;
  }
}
