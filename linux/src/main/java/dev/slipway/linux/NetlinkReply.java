package dev.slipway.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message of the kernel's: the fixed part of its type, then attributes.
public final class NetlinkReply {
  private static final int TYPE = 0x3fff;

  private final ByteBuffer body;

  NetlinkReply(byte[] body) {
    this.body = ByteBuffer.wrap(body).order(ByteOrder.nativeOrder());
  }

  public int u8(int offset) {
    return body.get(offset) & 0xff;
  }

  public int u32(int offset) {
    return body.getInt(offset);
  }

  /// The first attribute of this type.
  ///
  /// @param start how long the fixed part is
  public @Nullable ByteBuffer attribute(int start, int type) {
    int at = start;
    while (at + 4 <= body.limit()) {
      int length = body.getShort(at) & 0xffff;
      if (length < 4 || at + length > body.limit()) {
        return null;
      }
      if ((body.getShort(at + 2) & TYPE) == type) {
        return body.slice(at + 4, length - 4).order(ByteOrder.nativeOrder());
      }
      at += length + 3 & ~3;
    }
    return null;
  }

  /// An attribute of any type, as lists have them.
  ///
  /// @param value in the machine's own order
  public record Attribute(int type, ByteBuffer value) {}

  /// The attributes inside of another one.
  public static List<Attribute> inside(ByteBuffer attributes) {
    ByteBuffer bytes = attributes.duplicate().order(ByteOrder.nativeOrder());
    List<Attribute> all = new ArrayList<>();
    for (int at = 0; at + 4 <= bytes.limit(); ) {
      int length = bytes.getShort(at) & 0xffff;
      if (length < 4 || at + length > bytes.limit()) {
        break;
      }
      ByteBuffer value = bytes.slice(at + 4, length - 4).order(ByteOrder.nativeOrder());
      all.add(new Attribute(bytes.getShort(at + 2) & TYPE, value));
      at += length + 3 & ~3;
    }
    return all;
  }

  /// Whether these bytes are anywhere in it.
  public boolean contains(byte[] bytes) {
    for (int at = 0; at + bytes.length <= body.limit(); at++) {
      int same = 0;
      while (same < bytes.length && body.get(at + same) == bytes[same]) {
        same++;
      }
      if (same == bytes.length) {
        return true;
      }
    }
    return false;
  }
}
