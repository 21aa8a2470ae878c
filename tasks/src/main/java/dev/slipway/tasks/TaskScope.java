package dev.slipway.tasks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// Work that is started together and ends together, each piece on a virtual thread of its own.
///
/// The first piece that fails cancels (interrupts) its siblings, and [#join] throws what it threw.
/// Nothing outlives [#close]: closing cancels what still runs and waits for it.
public final class TaskScope implements AutoCloseable {
  private final ExecutorService executor;
  private final List<Future<?>> started = new ArrayList<>();
  private @Nullable Throwable firstFailure;
  private boolean cancelled;

  private TaskScope(String name) {
    // Not numbered: the counter costs a light command 15 ms of preparing its method handles.
    executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name).factory());
  }

  public static TaskScope open(String name) {
    return new TaskScope(name);
  }

  /// Starts `work` at once.
  public <T> Task<T> fork(Callable<T> work) {
    var task =
        new FutureTask<T>(work) {
          @Override
          protected void setException(Throwable failure) {
            // In this order: whoever waits for this piece fails after it, and cancelling the others
            // must not hide why this one failed.
            boolean first = remember(failure);
            super.setException(failure);
            if (first) {
              TaskScope.this.cancel();
            }
          }
        };
    synchronized (this) {
      if (cancelled) {
        throw new CancellationException("the scope is cancelled");
      }
      started.add(task);
    }
    executor.execute(task);
    return new Task<>(task);
  }

  /// Waits for everything that was forked, also by the pieces themselves.
  ///
  /// @throws ExecutionException what the first failing piece threw is its cause
  public void join() throws InterruptedException, ExecutionException {
    for (int i = 0; ; i++) {
      Future<?> next;
      synchronized (this) {
        if (i == started.size()) {
          break;
        }
        next = started.get(i);
      }
      try {
        next.get();
      } catch (ExecutionException | CancellationException ended) {
        // Reported below: the failure that came first, which need not be the first in the order of
        // forking.
      }
    }
    Throwable failure = failure();
    if (failure != null) {
      throw new ExecutionException(failure);
    }
  }

  /// What the work of [#join] or [Task#get] threw, itself: `throw TaskScope.unwrapped(failed)`.
  public static RuntimeException unwrapped(ExecutionException failed)
      throws IOException, InterruptedException {
    return switch (failed.getCause()) {
      case IOException io -> throw io;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException unchecked -> unchecked;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(failed);
    };
  }

  /// Interrupts everything that runs; what was not yet forked is refused from now on.
  public synchronized void cancel() {
    cancelled = true;
    started.forEach(task -> task.cancel(true));
  }

  private synchronized @Nullable Throwable failure() {
    return firstFailure;
  }

  private synchronized boolean remember(Throwable failure) {
    if (firstFailure != null || cancelled) {
      return false;
    }
    firstFailure = failure;
    return true;
  }

  @Override
  public void close() {
    cancel();
    executor.close();
  }
}
