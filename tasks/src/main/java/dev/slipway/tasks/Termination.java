package dev.slipway.tasks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a thread clean up when the process is told to end (SIGINT, SIGTERM, SIGHUP): it is
/// interrupted, and the process stays until [#close], but not for ever.
///
/// Once the process is ending [#close] does not return: the JVM exits with the signal's own code,
/// 128 and its number, or with the one that was asked for, and nothing may overtake it.
public final class Termination implements AutoCloseable {
  private final CountDownLatch cleanedUp = new CountDownLatch(1);
  private final Thread hook;

  private Termination(Thread worker, Duration patience, Runnable end) {
    hook =
        Thread.ofPlatform()
            .name("termination")
            .unstarted(() -> {
              worker.interrupt();
              try {
                boolean ignored = cleanedUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
              end.run();
            });
  }

  /// Interrupts the calling thread when the process is told to end, and then waits for it.
  public static Termination interruptsThisThread(Duration patience) {
    return registered(new Termination(Thread.currentThread(), patience, () -> {}));
  }

  /// As [#interruptsThisThread(Duration)], and the process ends with this code whatever the signal
  /// was.
  public static Termination interruptsThisThread(Duration patience, int exitCode) {
    Runnable end = () -> Runtime.getRuntime().halt(exitCode);
    return registered(new Termination(Thread.currentThread(), patience, end));
  }

  private static Termination registered(Termination termination) {
    Runtime.getRuntime().addShutdownHook(termination.hook);
    return termination;
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      cleanedUp.countDown();
      waitForTheEnd();
    }
  }

  private static void waitForTheEnd() {
    while (true) {
      try {
        Thread.sleep(Duration.ofDays(1));
      } catch (InterruptedException again) {
        // The end comes from elsewhere.
      }
    }
  }
}
