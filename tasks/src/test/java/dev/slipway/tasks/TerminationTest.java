package dev.slipway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TerminationTest {
  /// The program under test: waits, and says when it has cleaned up.
  public static final class Waiting {
    private Waiting() {}

    public static void main(String[] arguments) {
      try (Termination _ = Termination.interruptsThisThread(Duration.ofSeconds(60))) {
        System.out.println("ready");
        new CountDownLatch(1).await();
      } catch (InterruptedException told) {
        System.out.println("never reached: close does not return");
      }
    }
  }

  public static final class CleaningUp {
    private CleaningUp() {}

    public static void main(String[] arguments) {
      try (Termination _ = Termination.interruptsThisThread(Duration.ofSeconds(60))) {
        try {
          System.out.println("ready");
          new CountDownLatch(1).await();
        } catch (InterruptedException told) {
          System.out.println("clean");
        }
      }
    }
  }

  public static final class WithItsOwnCode {
    private WithItsOwnCode() {}

    public static void main(String[] arguments) {
      try (Termination _ = Termination.interruptsThisThread(Duration.ofSeconds(60), 130)) {
        try {
          System.out.println("ready");
          new CountDownLatch(1).await();
        } catch (InterruptedException told) {
          System.out.println("clean");
        }
      }
    }
  }

  private static Process start(Class<?> program) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            List.of(
                java,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()))
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void signalLetsTheThreadCleanUpAndKeepsItsExitCode() throws Exception {
    endsCleanly(CleaningUp.class, 128 + 15);
  }

  @Test
  void aProgramMayEndWithACodeOfItsOwn() throws Exception {
    endsCleanly(WithItsOwnCode.class, 130);
  }

  private static void endsCleanly(Class<?> program, int exitCode) throws Exception {
    Process process = start(program);
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("ready");
      process.toHandle().destroy(); // SIGTERM, and the pipe stays open
      assertThat(output.readLine()).isEqualTo("clean");
      assertThat(output.readLine()).isNull();
      assertThat(process.waitFor()).isEqualTo(exitCode);
    }
  }

  @Test
  void nothingOvertakesTheEndOnceItHasBegun() throws Exception {
    Process process = start(Waiting.class);
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("ready");
      process.toHandle().destroy();
      assertThat(output.readLine()).isNull();
      assertThat(process.waitFor()).isEqualTo(128 + 15);
    }
  }

  @Test
  void closingBeforeAnySignalLeavesNothing() {
    try (Termination termination = Termination.interruptsThisThread(Duration.ofSeconds(60))) {
      assertThat(termination).isNotNull();
    }
    assertThat(Thread.interrupted()).isFalse();
  }
}
