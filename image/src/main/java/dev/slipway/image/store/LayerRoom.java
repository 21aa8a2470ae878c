package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A layer as it is unpacked, given up as soon as it is larger than what the store's disk has room
/// for: a few kilobytes can be made to expand to terabytes.
final class LayerRoom extends FilterInputStream {
  private final Digest layer;
  private final long room;
  private long count;

  /// @param room in bytes
  LayerRoom(InputStream in, Digest layer, long room) {
    super(in);
    this.layer = layer;
    this.room = room;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    count += Math.max(read, 0);
    if (count > room) {
      throw new ImageException(
          "the layer "
              + layer
              + " unpacks to more than the "
              + room
              + " bytes that are free: no space left on device",
          "free some room (slipway system df), or leave the image alone: it may be made to fill"
              + " disks");
    }
    return read;
  }
}
