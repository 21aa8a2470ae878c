package dev.slipway.image.layer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.zip.Deflater;

/// One piece of a gzip member, on its way through a worker.
final class DeflatedPiece {
  private final byte[] input;
  private final int length;
  private final byte[] dictionary;
  private final boolean last;
  private final ByteArrayOutputStream output;
  private final CountDownLatch done = new CountDownLatch(1);
  private boolean complete;

  DeflatedPiece(byte[] input, int length, byte[] dictionary, boolean last) {
    this.input = input;
    this.length = length;
    this.dictionary = dictionary;
    this.last = last;
    this.output = new ByteArrayOutputStream(length / 2 + 64);
  }

  /// Compresses what comes through the queue until the thread is interrupted.
  static void work(BlockingQueue<DeflatedPiece> queue, int level) {
    var deflater = new Deflater(level, true);
    try {
      byte[] buffer = new byte[64 * 1024];
      while (true) {
        DeflatedPiece next = queue.take();
        try {
          next.deflate(deflater, buffer);
        } finally {
          next.done.countDown();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // The stream is closed: there is no more work.
    } finally {
      deflater.end();
    }
  }

  private void deflate(Deflater deflater, byte[] buffer) {
    deflater.reset();
    if (dictionary.length > 0) {
      deflater.setDictionary(dictionary);
    }
    deflater.setInput(input, 0, length);
    if (last) {
      deflater.finish();
    }
    int flush = last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH;
    int count;
    do {
      count = deflater.deflate(buffer, 0, buffer.length, flush);
      output.write(buffer, 0, count);
    } while (last ? !deflater.finished() : count == buffer.length);
    complete = true;
  }

  /// Waits for the worker.
  void writeTo(OutputStream sink) throws IOException, InterruptedException {
    done.await();
    if (!complete) {
      throw new IOException("compression failed");
    }
    output.writeTo(sink);
  }
}
