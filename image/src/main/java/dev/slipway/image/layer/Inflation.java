package dev.slipway.image.layer;

import dev.slipway.linux.Igzip;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Decompresses raw deflate (RFC 1951): by ISA-L, where that is installed, and by the JDK.
interface Inflation extends AutoCloseable {
  /// The faster of the two that are there.
  static Inflation open() {
    return Igzip.open().<Inflation>map(ByIgzip::new).orElseGet(ByJdk::new);
  }

  /// Begins a stream with this input.
  void begin(byte[] bytes, int from, int length);

  /// Goes on with the next input, after [#isHungry].
  void input(byte[] bytes, int from, int length);

  /// @return the count of bytes; 0: it has ended, or is hungry
  int inflate(byte[] bytes, int offset, int length) throws DataFormatException;

  boolean hasEnded();

  boolean isHungry();

  /// How much of the input is left.
  int remaining();

  @Override
  void close();

  /// By the JDK's zlib.
  final class ByJdk implements Inflation {
    private final Inflater inflater = new Inflater(true);

    @Override
    public void begin(byte[] bytes, int from, int length) {
      inflater.reset();
      inflater.setInput(bytes, from, length);
    }

    @Override
    public void input(byte[] bytes, int from, int length) {
      inflater.setInput(bytes, from, length);
    }

    @Override
    public int inflate(byte[] bytes, int offset, int length) throws DataFormatException {
      int count = inflater.inflate(bytes, offset, length);
      if (count == 0 && inflater.needsDictionary()) {
        throw new DataFormatException("it wants a dictionary");
      }
      return count;
    }

    @Override
    public boolean hasEnded() {
      return inflater.finished();
    }

    @Override
    public boolean isHungry() {
      return inflater.needsInput();
    }

    @Override
    public int remaining() {
      return inflater.getRemaining();
    }

    @Override
    public void close() {
      inflater.end();
    }
  }

  /// By ISA-L.
  final class ByIgzip implements Inflation {
    private final Igzip igzip;

    ByIgzip(Igzip igzip) {
      this.igzip = igzip;
    }

    @Override
    public void begin(byte[] bytes, int from, int length) {
      igzip.reset();
      igzip.setInput(bytes, from, length);
    }

    @Override
    public void input(byte[] bytes, int from, int length) {
      igzip.setInput(bytes, from, length);
    }

    @Override
    public int inflate(byte[] bytes, int offset, int length) throws DataFormatException {
      return igzip.inflate(bytes, offset, length);
    }

    @Override
    public boolean hasEnded() {
      return igzip.finished();
    }

    @Override
    public boolean isHungry() {
      return !igzip.finished() && igzip.remaining() == 0;
    }

    @Override
    public int remaining() {
      return igzip.remaining();
    }

    @Override
    public void close() {
      // Its memory goes when nobody has it any longer.
    }
  }
}
