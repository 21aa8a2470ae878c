package dev.slipway.tasks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Work on its way to another thread, and what came of it.
///
/// It waits and wakes with a monitor and never with a lock of `java.util.concurrent`: those make
/// the thread that wakes a virtual one start a carrier thread where none is free, and a thread
/// inherits the namespaces of the one that starts it. A carrier born in a container's namespaces
/// would run any later work there. Who waits for a monitor is woken by a thread of the JVM's own.
final class Handover<T extends @Nullable Object> {
  private final Work<T> work;
  private @Nullable T result;
  private @Nullable Throwable failure;
  private boolean done;

  Handover(Work<T> work) {
    this.work = work;
  }

  /// Does the work on the calling thread.
  void run() {
    try {
      end(work.run(), null);
    } catch (Throwable thrown) {
      end(null, thrown);
    }
  }

  private synchronized void end(@Nullable T value, @Nullable Throwable thrown) {
    result = value;
    failure = thrown;
    done = true;
    notifyAll();
  }

  /// Waits for the work, which `worker` does; an interrupt of the caller is passed on to that
  /// thread and waited out.
  T await(Thread worker) throws IOException, InterruptedException {
    try {
      awaitEnd();
    } catch (InterruptedException interrupted) {
      worker.interrupt();
      if (outwait()) {
        Thread.currentThread().interrupt();
      }
      Throwable why = failure();
      if (why != null) {
        interrupted.addSuppressed(why);
      }
      throw interrupted;
    }
    return result();
  }

  private synchronized void awaitEnd() throws InterruptedException {
    while (!done) {
      wait();
    }
  }

  /// Waits however often this thread is interrupted; whether it was.
  private boolean outwait() {
    boolean interrupted = false;
    while (true) {
      try {
        awaitEnd();
        return interrupted;
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
  }

  private synchronized @Nullable Throwable failure() {
    return failure;
  }

  @SuppressWarnings("NullAway") // T may be nullable, as the work's result.
  private synchronized T result() throws IOException, InterruptedException {
    return switch (failure) {
      case null -> result;
      case IOException io -> throw io;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      default -> throw new IllegalStateException(failure);
    };
  }
}
