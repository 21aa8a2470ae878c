package dev.slipway.image.layer;

import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;

/// Compresses to one gzip member on all processors. The input is cut into pieces of one size, each
/// compressed with the 32 KiB before it as its dictionary, so the bytes depend on the input, the
/// level and zlib, but not on the number of threads or on how the input is written.
final class GzipOutput extends OutputStream {
  static final int PIECE = 256 * 1024;

  private static final int DICTIONARY = 32 * 1024;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream sink;
  private final int mostInFlight;
  private final TaskScope scope = TaskScope.open("gzip");
  private final BlockingQueue<DeflatedPiece> queue = new LinkedBlockingQueue<>();
  private final Deque<DeflatedPiece> inOrder = new ArrayDeque<>();
  private final CRC32 crc = new CRC32();
  private byte[] piece = new byte[PIECE];
  private byte[] dictionary = new byte[0];
  private int used;
  private long total;
  private boolean closed;

  GzipOutput(OutputStream sink, int level) throws IOException {
    this(sink, level, Runtime.getRuntime().availableProcessors());
  }

  GzipOutput(OutputStream sink, int level, int workers) throws IOException {
    this.sink = sink;
    this.mostInFlight = 2 * workers;
    sink.write(HEADER);
    for (int i = 0; i < workers; i++) {
      scope.fork(() -> {
        DeflatedPiece.work(queue, level);
        return true;
      });
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    crc.update(bytes, offset, length);
    total += length;
    int done = 0;
    while (done < length) {
      if (used == PIECE) {
        submit(false);
      }
      int step = Math.min(length - done, PIECE - used);
      System.arraycopy(bytes, offset + done, piece, used, step);
      used += step;
      done += step;
    }
  }

  private void submit(boolean last) throws IOException {
    var next = new DeflatedPiece(piece, used, dictionary, last);
    dictionary = Arrays.copyOfRange(piece, Math.max(0, used - DICTIONARY), used);
    piece = new byte[PIECE];
    used = 0;
    inOrder.add(next);
    queue.add(next);
    while (inOrder.size() > mostInFlight) {
      writeFirst();
    }
  }

  private void writeFirst() throws IOException {
    try {
      inOrder.remove().writeTo(sink);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("interrupted while compressing");
      stopped.initCause(interrupted);
      throw stopped;
    }
  }

  /// Ends the member and closes the sink.
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (sink;
        scope) {
      submit(true);
      while (!inOrder.isEmpty()) {
        writeFirst();
      }
      writeLittleEndian(crc.getValue());
      writeLittleEndian(total);
    }
  }

  private void writeLittleEndian(long value) throws IOException {
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    sink.write(bytes);
  }
}
