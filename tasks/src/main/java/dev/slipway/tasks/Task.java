package dev.slipway.tasks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// A piece of work of a [TaskScope].
public final class Task<T> {
  private final Future<T> future;

  Task(Future<T> future) {
    this.future = future;
  }

  /// Waits for the result.
  ///
  /// @throws ExecutionException the work failed; its cause says why
  public T get() throws InterruptedException, ExecutionException {
    return future.get();
  }
}
