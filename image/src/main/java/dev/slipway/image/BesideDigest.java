package dev.slipway.image;

import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// A SHA-256 that may be computed beside whoever gives the bytes, as soon as there are so many that
/// it is worth a thread. Closing it without asking for the digest drops it.
///
/// Beside is not for a thread that has entered a namespace: the thread made here would be in it
/// too.
final class BesideDigest implements AutoCloseable {
  /// What is digested at once.
  private static final long FEW = 1 << 20;

  private static final int BLOCK = 256 * 1024;
  private static final int BLOCKS = 4;

  /// @param length none: the last one
  private record Block(@SuppressWarnings("ArrayRecordComponent") byte[] bytes, int length) {}

  /// The thread, and what goes to it and comes back.
  private record Beside(
      TaskScope scope, Task<?> task, BlockingQueue<Block> full, BlockingQueue<byte[]> empty) {}

  private final MessageDigest sha256 = Digest.newSha256();
  private final long atOnce;
  private @Nullable Beside beside;
  private byte[] filling = new byte[0];
  private int filled;
  private long count;
  private boolean dropped;

  private BesideDigest(long atOnce) {
    this.atOnce = atOnce;
  }

  /// On the thread that gives the bytes.
  static BesideDigest here() {
    return new BesideDigest(Long.MAX_VALUE);
  }

  static BesideDigest beside() {
    return new BesideDigest(FEW);
  }

  void update(byte[] bytes, int offset, int length) throws IOException {
    count += length;
    if (beside == null) {
      if (count <= atOnce) {
        sha256.update(bytes, offset, length);
        return;
      }
      beside = begin();
    }
    int done = 0;
    while (done < length) {
      if (filled == filling.length) {
        hand(beside);
      }
      int part = Math.min(length - done, filling.length - filled);
      System.arraycopy(bytes, offset + done, filling, filled, part);
      filled += part;
      done += part;
    }
  }

  private Beside begin() {
    BlockingQueue<Block> full = new ArrayBlockingQueue<>(BLOCKS + 1);
    BlockingQueue<byte[]> empty = new ArrayBlockingQueue<>(BLOCKS);
    for (int i = 0; i < BLOCKS; i++) {
      empty.add(new byte[BLOCK]);
    }
    TaskScope scope = TaskScope.open("digest");
    return new Beside(scope, scope.fork(() -> digest(full, empty)), full, empty);
  }

  private boolean digest(BlockingQueue<Block> full, BlockingQueue<byte[]> empty)
      throws InterruptedException {
    for (Block block = full.take(); block.length > 0; block = full.take()) {
      sha256.update(block.bytes, 0, block.length);
      empty.put(block.bytes);
    }
    return true;
  }

  /// Hands on what is filled and takes an empty block.
  private void hand(Beside thread) throws IOException {
    try {
      if (filled > 0) {
        thread.full.put(new Block(filling, filled));
        filled = 0;
      }
      filling = thread.empty.take();
    } catch (InterruptedException stopped) {
      throw interrupted();
    }
  }

  /// Call it once, after the last byte.
  Digest digest() throws IOException {
    if (dropped) {
      throw new IllegalStateException("the digest was dropped");
    }
    Beside thread = beside;
    if (thread != null) {
      try (TaskScope _ = thread.scope) {
        beside = null;
        if (filled > 0) {
          thread.full.put(new Block(filling, filled));
        }
        thread.full.put(new Block(filling, 0));
        Object _ = thread.task.get();
      } catch (InterruptedException stopped) {
        throw interrupted();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException("a digest failed", impossible.getCause());
      }
    }
    return Digest.ofSha256(sha256.digest());
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while digesting");
  }

  long count() {
    return count;
  }

  @Override
  public void close() {
    if (beside != null) {
      beside.scope.close();
      beside = null;
      dropped = true;
    }
  }
}
