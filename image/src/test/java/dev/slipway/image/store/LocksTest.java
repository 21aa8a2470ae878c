package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.tasks.TaskScope;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {
  @TempDir Path directory;

  /// Holds a lock until its input ends.
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (Lock _ = new Locks(Path.of(arguments[0])).exclusive(arguments[1])) {
        System.out.println("held");
        System.in.read();
      }
    }
  }

  @Test
  void oneThreadAtATimeHoldsALockExclusively() throws Exception {
    var locks = new Locks(directory);
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    try (var scope = TaskScope.open("lockers")) {
      for (int i = 0; i < 8; i++) {
        scope.fork(() -> {
          for (int round = 0; round < 25; round++) {
            try (Lock _ = locks.exclusive("x")) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              Thread.yield();
              inside.decrementAndGet();
            }
          }
          return null;
        });
      }
      scope.join();
    }

    assertThat(most).hasValue(1);
  }

  @Test
  void readersShareAndKeepWritersOut() throws Exception {
    var locks = new Locks(directory);
    Lock first = locks.shared("x");
    try (Lock _ = locks.shared("x")) {
      assertThat(locks.tryExclusive("x")).isEmpty();
      first.close();
      first.close();
      assertThat(locks.tryExclusive("x")).isEmpty();
    }
    try (Lock exclusive = locks.tryExclusive("x").orElseThrow()) {
      assertThat(exclusive).isNotNull();
      assertThat(locks.tryExclusive("x")).isEmpty();
      assertThat(locks.tryExclusive("y")).isPresent();
    }
  }

  @Test
  void anotherProcessIsKeptOutAndItsDeathLetsIn() throws Exception {
    var locks = new Locks(directory);
    Process holder = JavaChild.start(Holder.class, directory.toString(), "x");
    try (BufferedReader output = holder.inputReader()) {
      assertThat(output.readLine()).isEqualTo("held");
      assertThat(locks.tryExclusive("x")).isEmpty();

      holder.destroyForcibly().waitFor();

      assertThat(locks.tryExclusive("x")).isPresent();
    }
  }

  @Test
  void aWaitingThreadCanBeInterrupted() throws Exception {
    var locks = new Locks(directory);
    try (Lock _ = locks.exclusive("x")) {
      var failure = new Throwable[1];
      Thread waiter =
          Thread.ofVirtual()
              .start(() -> {
                try (Lock _ = locks.exclusive("x")) {
                  failure[0] = new AssertionError("held twice");
                } catch (Exception interrupted) {
                  failure[0] = interrupted;
                }
              });
      waiter.interrupt();
      waiter.join();
      assertThat(failure[0]).isInstanceOf(java.io.InterruptedIOException.class);
    }
  }

  @Test
  void aForgottenLockCanBeTakenAnew() throws Exception {
    var locks = new Locks(directory);
    try (Lock _ = locks.exclusive("x")) {
      locks.forget("x");
    }
    assertThat(directory).isEmptyDirectory();
    try (Lock _ = locks.exclusive("x")) {
      assertThat(directory.resolve("x.lock")).exists();
    }
  }
}
