package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/// Decompresses gzip (RFC 1952), member after member; zeros after the last are padding.
///
/// The JDK's own stream asks `available()` whether another member follows and so loses members that
/// come through a pipe.
final class GzipInput extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream source;
  private final Inflation inflation;
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int to;
  private long consumed;
  private long given;
  private boolean inMember;
  private boolean ended;

  GzipInput(InputStream source) {
    this(source, Inflation.open());
  }

  GzipInput(InputStream source, Inflation inflation) {
    this.source = source;
    this.inflation = inflation;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !nextMember()) {
        break;
      }
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        crc.update(bytes, offset, count);
        return count;
      }
    }
    return -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      int count = inflation.inflate(bytes, offset, length);
      from = to - inflation.remaining();
      given += count;
      if (count == 0) {
        if (inflation.hasEnded()) {
          endMember();
        } else if (inflation.isHungry()) {
          fillOrFail();
          inflation.input(buffer, from, to - from);
        }
      }
      return count;
    } catch (DataFormatException wrong) {
      throw damaged(String.valueOf(wrong.getMessage()));
    }
  }

  private void endMember() throws IOException {
    long expectedCrc = littleEndian();
    long expectedSize = littleEndian();
    if (expectedCrc != crc.getValue()) {
      throw damaged("its checksum is wrong");
    }
    if (expectedSize != (given & 0xffffffffL)) {
      throw damaged("its length is wrong");
    }
    inMember = false;
  }

  private long littleEndian() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) next() << shift;
    }
    return value;
  }

  /// @return false at the end of the source
  private boolean nextMember() throws IOException {
    boolean first = consumed == 0 && from == 0;
    int magic = nextOrEnd();
    while (magic == 0 && !first) {
      magic = nextOrEnd();
    }
    if (magic < 0) {
      if (first) {
        throw damaged("it is empty");
      }
      ended = true;
      return false;
    }
    if (magic != 0x1f || next() != 0x8b || next() != 8) {
      throw damaged(first ? "it is not gzip" : "something else follows the compressed data");
    }
    skipHeader();
    crc.reset();
    given = 0;
    inflation.begin(buffer, from, to - from);
    inMember = true;
    return true;
  }

  private void skipHeader() throws IOException {
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // The text itself is of no use.
    }
  }

  private int next() throws IOException {
    int next = nextOrEnd();
    if (next < 0) {
      throw truncated();
    }
    return next;
  }

  private int nextOrEnd() throws IOException {
    return from < to || fill() ? buffer[from++] & 0xff : -1;
  }

  private void fillOrFail() throws IOException {
    if (!fill()) {
      throw truncated();
    }
  }

  private boolean fill() throws IOException {
    consumed += to;
    from = 0;
    to = Math.max(0, source.read(buffer, 0, buffer.length));
    return to > 0;
  }

  private RuntimeException truncated() {
    return damaged("it is cut off");
  }

  private RuntimeException damaged(String what) {
    return DecompressionInput.damaged("gzip", consumed + from, what);
  }

  @Override
  public void close() throws IOException {
    inflation.close();
    source.close();
  }
}
