package dev.slipway.linux;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Memory whose address a system call can be given, freed when nobody has it any longer. Values are
/// in the machine's order, aligned or not.
///
/// It is a buffer's and not an arena's, and read by the buffer's methods and not by a segment's:
/// those have method handles made for them at each start, which takes a short command milliseconds.
final class NativeMemory {
  private static final byte[] ZEROS = new byte[256];

  private final ByteBuffer bytes;
  private final long address;

  private NativeMemory(ByteBuffer bytes, long address) {
    this.bytes = bytes.order(ByteOrder.nativeOrder());
    this.address = address;
  }

  /// Zeroed memory, aligned to 8 bytes.
  static NativeMemory allocate(int size) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size);
    return new NativeMemory(bytes, MemorySegment.ofBuffer(bytes).address());
  }

  /// Zeroed memory with a NUL-terminated copy of `text`.
  static NativeMemory ofText(byte[] text) {
    NativeMemory memory = allocate(text.length + 1);
    memory.put(0, text, 0, text.length);
    return memory;
  }

  NativeMemory slice(int from, int size) {
    return new NativeMemory(bytes.slice(from, size), address + from);
  }

  long address() {
    return address;
  }

  int size() {
    return bytes.capacity();
  }

  /// The same memory as a buffer.
  ByteBuffer buffer() {
    return bytes;
  }

  NativeMemory clear() {
    for (int at = 0; at < size(); at += ZEROS.length) {
      bytes.put(at, ZEROS, 0, Math.min(ZEROS.length, size() - at));
    }
    return this;
  }

  void put(int at, byte[] from, int offset, int length) {
    bytes.put(at, from, offset, length);
  }

  void get(int at, byte[] into, int offset, int length) {
    bytes.get(at, into, offset, length);
  }

  /// A copy of the first bytes.
  byte[] first(long length) {
    byte[] copy = new byte[(int) length];
    bytes.get(0, copy);
    return copy;
  }

  void setByte(int at, byte value) {
    bytes.put(at, value);
  }

  short getShort(int at) {
    return bytes.getShort(at);
  }

  void setShort(int at, short value) {
    bytes.putShort(at, value);
  }

  int getInt(int at) {
    return bytes.getInt(at);
  }

  void setInt(int at, int value) {
    bytes.putInt(at, value);
  }

  long getLong(int at) {
    return bytes.getLong(at);
  }

  void setLong(int at, long value) {
    bytes.putLong(at, value);
  }
}
