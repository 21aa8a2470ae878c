package dev.slipway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DedicatedThreadTest {
  @Test
  void allWorkRunsOnOnePlatformThread() throws Exception {
    try (var thread = DedicatedThread.open("test")) {
      Thread first = thread.call(Thread::currentThread);
      assertThat(thread.<Thread>call(Thread::currentThread)).isSameAs(first);
      assertThat(first.isVirtual()).isFalse();
    }
  }

  @Test
  void whatTheWorkThrowsIsThrownToItsCaller() {
    try (var thread = DedicatedThread.open("test")) {
      assertThatThrownBy(() ->
              thread.call(() -> {
                throw new IOException("no mount");
              }))
          .isInstanceOf(IOException.class)
          .hasMessage("no mount");
    }
  }

  @Test
  void anInterruptedCallerStopsTheWorkAndWaitsForItsEnd() throws Exception {
    var started = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    var endedBeforeTheCaller = new AtomicBoolean();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              try {
                DedicatedThread.call(
                    "test",
                    () -> {
                      started.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } finally {
                        ended.set(true);
                      }
                      return 0;
                    });
              } catch (InterruptedException | IOException expected) {
                endedBeforeTheCaller.set(ended.get());
              }
            });
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(endedBeforeTheCaller).isTrue();
  }
}
