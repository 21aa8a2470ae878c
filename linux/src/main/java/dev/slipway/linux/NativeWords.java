package dev.slipway.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads and writes single values of native memory, aligned or not, in the machine's order.
///
/// Not by the memory's own methods: each kind of value would have method handles prepared for it,
/// which takes a short command milliseconds.
final class NativeWords {
  private NativeWords() {}

  static ByteBuffer bytes(MemorySegment memory) {
    return memory.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  static byte getByte(MemorySegment memory, long at) {
    return bytes(memory).get((int) at);
  }

  static short getShort(MemorySegment memory, long at) {
    return bytes(memory).getShort((int) at);
  }

  static int getInt(MemorySegment memory, long at) {
    return bytes(memory).getInt((int) at);
  }

  static long getLong(MemorySegment memory, long at) {
    return bytes(memory).getLong((int) at);
  }

  static void setByte(MemorySegment memory, long at, byte value) {
    bytes(memory).put((int) at, value);
  }

  static void setShort(MemorySegment memory, long at, short value) {
    bytes(memory).putShort((int) at, value);
  }

  static void setInt(MemorySegment memory, long at, int value) {
    bytes(memory).putInt((int) at, value);
  }

  static void setLong(MemorySegment memory, long at, long value) {
    bytes(memory).putLong((int) at, value);
  }
}
