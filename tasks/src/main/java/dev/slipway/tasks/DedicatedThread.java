package dev.slipway.tasks;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A platform thread for work that changes its own thread (its mount or network namespace, its
/// working directory) or that blocks in a system call. When the thread ends the kernel drops its
/// namespaces, and with them every mount in them.
public final class DedicatedThread {
  private DedicatedThread() {}

  /// Runs `work` on a new platform thread and waits for it; an interrupt of the caller is passed on
  /// and waited out.
  public static <T> T call(String name, Callable<T> work)
      throws InterruptedException, ExecutionException {
    var task = new FutureTask<>(work);
    Thread thread = Thread.ofPlatform().name(name).daemon(true).start(task);
    try {
      return task.get();
    } catch (InterruptedException interrupted) {
      thread.interrupt();
      thread.join();
      throw interrupted;
    }
  }
}
