package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A library's decompression, with its complaints told apart from the source's.
final class DecompressionInput extends InputStream {
  interface Opening {
    InputStream open(InputStream compressed) throws IOException;
  }

  private final String format;
  private final Source source;
  private final InputStream decompressed;

  private DecompressionInput(String format, Source source, Opening opening) throws IOException {
    this.format = format;
    this.source = source;
    try {
      decompressed = opening.open(source);
    } catch (IOException failed) {
      throw explained(failed);
    }
  }

  static InputStream of(String format, InputStream compressed, Opening opening) throws IOException {
    return new DecompressionInput(format, new Source(compressed), opening);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return decompressed.read(bytes, offset, length);
    } catch (IOException failed) {
      throw explained(failed);
    }
  }

  /// @return what to throw, if the source itself did not fail
  private ImageException explained(IOException failed) throws IOException {
    if (source.failed) {
      throw failed;
    }
    return damaged(format, source.count, String.valueOf(failed.getMessage()));
  }

  static ImageException damaged(String format, long at, String what) {
    return new ImageException(
        "damaged or truncated " + format + " stream near byte " + at + ": " + what,
        "the file is incomplete or damaged; fetch or make it again");
  }

  @Override
  public void close() throws IOException {
    decompressed.close();
  }

  private static final class Source extends FilterInputStream {
    private boolean failed;
    private long count;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int read = in.read(bytes, offset, length);
        count += Math.max(read, 0);
        return read;
      } catch (IOException failure) {
        failed = true;
        throw failure;
      }
    }
  }
}
