package dev.slipway.registry.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTransfersTest {
  private static final int MOST = 3;

  @Test
  void soManyMoveAtOnceAndNoMore() throws Exception {
    var moving = new AtomicInteger();
    var most = new AtomicInteger();
    var full = new CountDownLatch(MOST);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < 4 * MOST; i++) {
      int number = i;
      work.add(() -> {
        most.accumulateAndGet(moving.incrementAndGet(), Math::max);
        full.countDown();
        full.await(); // Only with two others is there a way on.
        moving.decrementAndGet();
        return number;
      });
    }

    assertThat(new ParallelTransfers(MOST).run(work))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(most).hasValue(MOST);
  }

  @Test
  void theFirstFailureEndsTheRest() {
    var never = new CountDownLatch(1);
    List<Callable<Boolean>> work =
        List.of(
            () -> {
              never.await();
              return true;
            },
            () -> {
              throw new IOException("the disk is full");
            });

    assertThatThrownBy(() -> new ParallelTransfers(MOST).run(work))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
  }
}
