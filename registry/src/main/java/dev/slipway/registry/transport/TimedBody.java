package dev.slipway.registry.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A body as a stream that does not wait for ever: a server that stops sending is an error.
final class TimedBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
  /// How many pieces are asked for ahead.
  private static final int AHEAD = 4;

  private static final List<ByteBuffer> END = List.of();

  /// What nobody reads of a body is awaited up to here, so that its connection can be used again.
  private static final int SHORT = 64 * 1024;

  private static final long MOMENT = 1000;

  private final Duration patience;
  private final BlockingQueue<List<ByteBuffer>> pieces = new LinkedBlockingQueue<>();
  private List<ByteBuffer> current = List.of();
  private int next;
  private boolean ended;
  private volatile @Nullable Throwable failure;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile boolean closed;

  TimedBody(Duration patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<InputStream> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (closed) {
      given.cancel();
    } else {
      given.request(AHEAD);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> item) {
    if (!item.isEmpty()) {
      pieces.add(item);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    failure = thrown;
    pieces.add(END);
  }

  @Override
  public void onComplete() {
    pieces.add(END);
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
    ByteBuffer buffer = buffer();
    if (buffer == null) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    return count;
  }

  /// The next one with something in it; null at the end.
  private @Nullable ByteBuffer buffer() throws IOException {
    while (!ended) {
      while (next < current.size()) {
        if (current.get(next).hasRemaining()) {
          return current.get(next);
        }
        next++;
      }
      take();
    }
    return null;
  }

  private void take() throws IOException {
    if (closed) {
      throw new IOException("the body is closed");
    }
    List<ByteBuffer> piece;
    try {
      piece = pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      giveUp();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (piece == null) {
      giveUp();
      throw new HttpTransport.Silent("nothing came for " + patience.toMillis() + " ms");
    }
    current = piece;
    next = 0;
    if (piece.isEmpty()) {
      ended = true;
      Throwable why = failure;
      if (why != null) {
        throw new IOException(why.getMessage() == null ? "broken off" : why.getMessage(), why);
      }
    } else {
      more();
    }
  }

  private void more() {
    Flow.Subscription given = subscription;
    if (given != null) {
      given.request(1);
    }
  }

  /// A short rest is read to its end; what is longer or late is given up, and with it the
  /// connection.
  @Override
  public void close() {
    if (!closed && !ended) {
      readRest();
    }
    giveUp();
  }

  private void readRest() {
    long left = SHORT;
    try {
      while (left > 0) {
        List<ByteBuffer> piece = pieces.poll(MOMENT, TimeUnit.MILLISECONDS);
        if (piece == null || piece.isEmpty()) {
          return;
        }
        for (ByteBuffer each : piece) {
          left -= each.remaining();
        }
        more();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveUp() {
    closed = true;
    Flow.Subscription given = subscription;
    if (given != null) {
      given.cancel();
    }
  }
}
