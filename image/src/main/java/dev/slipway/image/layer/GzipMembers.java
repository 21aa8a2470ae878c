package dev.slipway.image.layer;

import dev.slipway.linux.Libdeflate;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Compresses to gzip members of one size each (RFC 1952, section 2.2) on all processors, by
/// libdeflate.
final class GzipMembers extends OutputStream {
  static final int BLOCK = 1 << 20;

  private final OutputStream sink;
  private final int mostInFlight;
  private final TaskScope scope = TaskScope.open("gzip");
  private final BlockingQueue<Member> queue = new LinkedBlockingQueue<>();
  private final Deque<Member> inOrder = new ArrayDeque<>();
  private byte[] block = new byte[BLOCK];
  private int used;
  private boolean any;
  private boolean closed;

  GzipMembers(OutputStream sink, int level) {
    this(sink, level, Runtime.getRuntime().availableProcessors());
  }

  GzipMembers(OutputStream sink, int level, int workers) {
    this.sink = sink;
    this.mostInFlight = workers + 1;
    for (int i = 0; i < workers; i++) {
      scope.fork(() -> {
        work(queue, level);
        return true;
      });
    }
  }

  /// A block on its way through a worker.
  private static final class Member {
    private final byte[] block;
    private final int length;
    private final CountDownLatch done = new CountDownLatch(1);
    private byte @Nullable [] packed;

    Member(byte[] block, int length) {
      this.block = block;
      this.length = length;
    }
  }

  private static void work(BlockingQueue<Member> queue, int level) {
    try (Libdeflate compressor = Libdeflate.open(level, BLOCK)) {
      while (true) {
        Member next = queue.take();
        try {
          next.packed = compressor.gzip(next.block, next.length);
        } finally {
          next.done.countDown();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // The stream is closed: there is no more work.
    }
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, BLOCK - used);
      System.arraycopy(bytes, offset + done, block, used, step);
      used += step;
      done += step;
      if (used == BLOCK) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    var next = new Member(block, used);
    any = true;
    used = 0;
    inOrder.add(next);
    queue.add(next);
    block = inOrder.size() > mostInFlight ? writeFirst() : new byte[BLOCK];
  }

  /// @return its block, which is free now
  private byte[] writeFirst() throws IOException {
    Member first = inOrder.remove();
    try {
      first.done.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      var stopped = new InterruptedIOException("interrupted while compressing");
      stopped.initCause(interrupted);
      throw stopped;
    }
    if (first.packed == null) {
      throw new IOException("compression failed");
    }
    sink.write(first.packed);
    return first.block;
  }

  /// Ends the last member and closes the sink. Of nothing an empty member is made.
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (sink;
        scope) {
      if (used > 0 || !any) {
        submit();
      }
      while (!inOrder.isEmpty()) {
        byte[] _ = writeFirst();
      }
    }
  }
}
