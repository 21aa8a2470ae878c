package dev.slipway.tasks;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// A platform thread for work that changes its own thread (its mount or network namespace, its
/// working directory) or that blocks in a system call. When the thread ends the kernel drops its
/// namespaces, and with them every mount in them.
///
/// Work that has entered a namespace must start no threads, directly or by [ProcessBuilder] or by
/// waking others with locks of `java.util.concurrent`: they would live in that namespace too (see
/// [Handover]).
public final class DedicatedThread implements AutoCloseable {
  private final Queue<Handover<?>> queue = new ArrayDeque<>();
  private final Thread thread;
  private boolean closed;

  private DedicatedThread(String name) {
    thread = Thread.ofPlatform().name(name).daemon(true).start(this::loop);
  }

  /// A thread that keeps what its work changed (its namespaces) until it is closed.
  public static DedicatedThread open(String name) {
    return new DedicatedThread(name);
  }

  /// Runs `work` on this thread, after what was given to it before, and waits for it; an interrupt
  /// of the caller is passed on and waited out. What the work throws is thrown here.
  public <T extends @Nullable Object> T call(Work<T> work)
      throws IOException, InterruptedException {
    var handover = new Handover<>(work);
    give(handover);
    return handover.await(thread);
  }

  /// The same for work that gives nothing back.
  public void perform(Action work) throws IOException, InterruptedException {
    call(() -> {
      work.run();
      return this;
    });
  }

  private synchronized void give(Handover<?> work) {
    if (closed) {
      throw new IllegalStateException(thread.getName() + " is closed");
    }
    queue.add(work);
    notifyAll();
  }

  /// Starts `work` that nobody waits for: reading a terminal cannot be interrupted, and ends with
  /// the program at the latest.
  public static void abandon(String name, Runnable work) {
    Thread.ofPlatform().name(name).daemon(true).start(work);
  }

  /// Runs `work` on a new platform thread and waits for it; an interrupt of the caller is passed on
  /// and waited out. What the work throws is thrown here.
  public static <T extends @Nullable Object> T call(String name, Work<T> work)
      throws IOException, InterruptedException {
    var handover = new Handover<>(work);
    return handover.await(Thread.ofPlatform().name(name).daemon(true).start(handover::run));
  }

  private void loop() {
    for (Handover<?> next = next(); next != null; next = next()) {
      next.run();
    }
  }

  /// Null when the thread is to end: not before all that was given to it is done.
  private synchronized @Nullable Handover<?> next() {
    while (queue.isEmpty() && !closed) {
      try {
        wait();
      } catch (InterruptedException late) {
        // It belonged to work that has already ended.
      }
    }
    return queue.poll();
  }

  /// Ends the thread after the work that it does now, and with it whatever only its namespaces kept
  /// alive.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
