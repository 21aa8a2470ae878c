package dev.slipway.tasks;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/// A platform thread for work that changes its own thread (its mount or network namespace, its
/// working directory) or that blocks in a system call. When the thread ends the kernel drops its
/// namespaces, and with them every mount in them.
public final class DedicatedThread implements AutoCloseable {
  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  private DedicatedThread(String name) {
    thread = Thread.ofPlatform().name(name).daemon(true).start(this::loop);
  }

  /// A thread that keeps what its work changed (its namespaces) until it is closed.
  public static DedicatedThread open(String name) {
    return new DedicatedThread(name);
  }

  /// Runs `work` on this thread, after what was given to it before, and waits for it; an interrupt
  /// of the caller is passed on and waited out.
  public <T> T call(Callable<T> work) throws InterruptedException, ExecutionException {
    var task = new FutureTask<>(work);
    queue.add(task);
    if (closed) {
      throw new IllegalStateException(thread.getName() + " is closed");
    }
    return await(task, thread);
  }

  /// Starts `work` that nobody waits for: reading a terminal cannot be interrupted, and ends with
  /// the program at the latest.
  public static void abandon(String name, Runnable work) {
    Thread.ofPlatform().name(name).daemon(true).start(work);
  }

  /// Runs `work` on a new platform thread and waits for it; an interrupt of the caller is passed on
  /// and waited out.
  public static <T> T call(String name, Callable<T> work)
      throws InterruptedException, ExecutionException {
    var task = new FutureTask<>(work);
    return await(task, Thread.ofPlatform().name(name).daemon(true).start(task));
  }

  private static <T> T await(FutureTask<T> task, Thread thread)
      throws InterruptedException, ExecutionException {
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      thread.interrupt();
      boolean again = false;
      while (!task.isDone()) {
        try {
          task.get();
        } catch (InterruptedException repeated) {
          again = true;
        } catch (ExecutionException failed) {
          interrupted.addSuppressed(failed.getCause());
        }
      }
      if (again) {
        Thread.currentThread().interrupt();
      }
      throw interrupted;
    }
  }

  private void loop() {
    while (!closed) {
      try {
        queue.take().run();
      } catch (InterruptedException wokenUp) {
        // Either closed, or the interrupt belonged to work that has already ended.
      }
    }
  }

  /// Ends the thread after the work that it does now, and with it whatever only its namespaces kept
  /// alive.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
