package dev.slipway.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// One message to the kernel as it is built: a header, a fixed part that depends on its type, then
/// attributes (netlink(7)), each padded to four bytes.
public final class NetlinkMessage {
  static final int HEADER_BYTES = 16;
  private static final int CAPACITY = 1024;
  private static final int NESTED = 0x8000;

  private final int type;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder()).position(HEADER_BYTES);

  /// @param type such as RTM_NEWLINK
  public NetlinkMessage(int type) {
    this.type = type;
  }

  int type() {
    return type;
  }

  public NetlinkMessage u8(int... values) {
    for (int value : values) {
      buffer.put((byte) value);
    }
    return this;
  }

  public NetlinkMessage u16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  public NetlinkMessage u32(int value) {
    buffer.putInt(value);
    return this;
  }

  public NetlinkMessage attribute(int attribute, byte... value) {
    int start = begin(attribute);
    buffer.put(value);
    return end(start);
  }

  /// In the order of the network, as addresses are.
  public NetlinkMessage address(int attribute, int value) {
    int start = begin(attribute);
    buffer.order(ByteOrder.BIG_ENDIAN).putInt(value).order(ByteOrder.nativeOrder());
    return end(start);
  }

  public NetlinkMessage number(int attribute, int value) {
    int start = begin(attribute);
    buffer.putInt(value);
    return end(start);
  }

  /// With the NUL that ends it.
  public NetlinkMessage text(int attribute, String value) {
    int start = begin(attribute);
    buffer.put(value.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
    return end(start);
  }

  /// Attributes follow that belong to this one, until [#end] gets what this returns.
  public int nest(int attribute) {
    return begin(attribute | NESTED);
  }

  private int begin(int attribute) {
    int start = buffer.position();
    buffer.putShort((short) 0).putShort((short) attribute);
    return start;
  }

  public NetlinkMessage end(int start) {
    buffer.putShort(start, (short) (buffer.position() - start));
    while (buffer.position() % 4 != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }

  /// The whole message.
  byte[] encode(int flags, int sequence) {
    buffer.putInt(0, buffer.position());
    buffer.putShort(4, (short) type);
    buffer.putShort(6, (short) flags);
    buffer.putInt(8, sequence);
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }
}
