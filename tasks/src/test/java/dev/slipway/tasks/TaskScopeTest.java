package dev.slipway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TaskScopeTest {
  @Test
  void joinWaitsForPiecesForkedByPieces() throws Exception {
    try (var scope = TaskScope.open("test")) {
      var inner = scope.fork(() -> scope.fork(() -> 42));
      scope.join();
      assertThat(inner.get().get()).isEqualTo(42);
    }
  }

  @Test
  void theFirstFailureInterruptsItsSiblingsAndIsReported() throws Exception {
    var never = new CountDownLatch(1);
    var interrupted = new AtomicBoolean();
    try (var scope = TaskScope.open("test")) {
      var running = new CountDownLatch(1);
      scope.fork(() -> {
        try {
          running.countDown();
          never.await();
        } catch (InterruptedException e) {
          interrupted.set(true);
          throw e;
        }
        return null;
      });
      scope.fork(() -> {
        running.await();
        throw new IOException("disk full");
      });
      assertThatThrownBy(scope::join)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .hasMessage("disk full");
    }
    assertThat(interrupted).isTrue();
  }

  @Test
  void aPieceThatFailedSaysWhyItself() {
    try (var scope = TaskScope.open("test")) {
      Task<Integer> failing =
          scope.fork(() -> {
            throw new IOException("port taken");
          });
      assertThatThrownBy(failing::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .hasMessage("port taken");
    }
  }

  @Test
  void aPieceThatWaitedForTheOneThatFailedIsNotTheCause() {
    for (int i = 0; i < 200; i++) {
      try (var scope = TaskScope.open("test")) {
        var bothForked = new CountDownLatch(1);
        var failing =
            scope.fork(() -> {
              bothForked.await();
              throw new IOException("the cause");
            });
        scope.fork(() -> {
          try {
            return failing.get();
          } catch (ExecutionException consequence) {
            throw new IllegalStateException("a consequence");
          }
        });
        bothForked.countDown();
        assertThatThrownBy(scope::join).cause().hasMessage("the cause");
      }
    }
  }
}
