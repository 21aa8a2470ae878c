package dev.slipway.runtime.network;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A message with one question for the addresses or the names of the Internet (RFC 1035, section
/// 4).
final class DnsQuestion {
  static final int A = 1;
  static final int PTR = 12;
  static final int AAAA = 28;

  static final int NO_ERROR = 0;
  static final int SERVER_FAILURE = 2;
  static final int REFUSED = 5;

  private static final int HEADER = 12;
  private static final int INTERNET = 1;
  private static final int RESPONSE = 0x8000;
  private static final int AUTHORITATIVE = 0x0400;
  private static final int RECURSION_DESIRED = 0x0100;
  private static final int RECURSION_AVAILABLE = 0x0080;
  private static final int OPERATION = 0x7800;
  private static final int LONGEST_LABEL = 63;

  /// What every client takes in one packet.
  private static final int MOST_BYTES = 512;

  /// Containers come and go.
  private static final int SECONDS_TO_LIVE = 5;

  /// The name that the message has at the first question, as a pointer to it.
  private static final int NAME_OF_QUESTION = 0xc000 | HEADER;

  private final byte[] message;
  private final String name;
  private final int type;

  /// Where the question ends in the message.
  private final int end;

  private DnsQuestion(byte[] message, String name, int type, int end) {
    this.message = message;
    this.name = name;
    this.type = type;
    this.end = end;
  }

  /// As it came.
  ByteBuffer message() {
    return ByteBuffer.wrap(message).asReadOnlyBuffer();
  }

  int length() {
    return message.length;
  }

  /// The first two bytes, which an answer has too.
  short number() {
    return message().getShort(0);
  }

  /// In lower case, without the dot at its end.
  String name() {
    return name;
  }

  int type() {
    return type;
  }

  /// Null for a message that is not one question.
  static @Nullable DnsQuestion parse(byte[] message) {
    ByteBuffer buffer = ByteBuffer.wrap(message);
    try {
      int flags = buffer.getShort(2) & 0xffff;
      if ((flags & (RESPONSE | OPERATION)) != 0 || buffer.getShort(4) != 1) {
        return null;
      }
      buffer.position(HEADER);
      var name = new StringBuilder();
      for (int length = buffer.get() & 0xff; length != 0; length = buffer.get() & 0xff) {
        if (length > LONGEST_LABEL) {
          return null;
        }
        byte[] label = new byte[length];
        buffer.get(label);
        name.append(name.isEmpty() ? "" : ".");
        name.append(new String(label, StandardCharsets.ISO_8859_1));
      }
      int type = buffer.getShort() & 0xffff;
      if (buffer.getShort() != INTERNET) {
        return null;
      }
      return new DnsQuestion(
          message, name.toString().toLowerCase(Locale.ROOT), type, buffer.position());
    } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
      return null;
    }
  }

  /// The answer with these values of the type that was asked for, as many as fit.
  byte[] answer(List<byte[]> values) {
    ByteBuffer reply = ByteBuffer.allocate(Math.max(MOST_BYTES, end));
    reply.put(message, 0, end);
    int count = 0;
    for (byte[] value : values) {
      if (reply.remaining() < HEADER + value.length) {
        break;
      }
      reply.putShort((short) NAME_OF_QUESTION).putShort((short) type).putShort((short) INTERNET);
      reply.putInt(SECONDS_TO_LIVE).putShort((short) value.length).put(value);
      count++;
    }
    return finished(reply, NO_ERROR, count);
  }

  /// An answer that says why there is none.
  byte[] refusal(int code) {
    return finished(ByteBuffer.allocate(end).put(message, 0, end), code, 0);
  }

  private static byte[] finished(ByteBuffer reply, int code, int answers) {
    int asked = reply.getShort(2) & RECURSION_DESIRED;
    reply.putShort(2, (short) (RESPONSE | AUTHORITATIVE | RECURSION_AVAILABLE | asked | code));
    reply.putShort(6, (short) answers).putInt(8, 0);
    byte[] bytes = new byte[reply.position()];
    reply.get(0, bytes);
    return bytes;
  }

  /// A name as a value: labels with their lengths.
  static byte[] encoded(String name) {
    ByteBuffer bytes = ByteBuffer.allocate(name.length() + 2);
    for (String label : name.split("\\.", -1)) {
      byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
      bytes.put((byte) text.length).put(text);
    }
    return bytes.put((byte) 0).array();
  }
}
