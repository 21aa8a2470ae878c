package dev.slipway.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However a step ends, nothing of it stays.
class StepEndTest {
  /// Ignores the polite signals, as stubborn programs do.
  private static final String STUBBORN =
      "trap '' TERM INT HUP; echo started; sleep 100000 & wait; wait";

  @TempDir Path temp;
  private StepFixture step;
  private final String marker = "marker-" + UUID.randomUUID();

  @BeforeEach
  void fixture() throws IOException {
    step = new StepFixture(temp);
  }

  @Test
  void interruptKillsTheStep() throws Exception {
    var started = new CountDownLatch(1);
    var request = step.request(signalling(started), step.stderr, "sh", "-c", STUBBORN, marker);
    var task = new FutureTask<>(() -> step.runner().run(request));
    Thread thread = Thread.ofVirtual().start(task);
    started.await();
    thread.interrupt();

    assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    assertThat(processesNaming(marker)).isEmpty();
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void readerThatFailsKillsTheStep() throws Exception {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("the disk is full");
          }
        };
    var request = step.request(full, step.stderr, "sh", "-c", STUBBORN, marker);

    assertThatThrownBy(() -> step.runner().run(request)).hasMessage("the disk is full");
    assertThat(processesNaming(marker)).isEmpty();
  }

  @Test
  void whatAStepLeavesRunningEndsWithIt() throws Exception {
    assertThat(step.run("sh", "-c", "(sleep 100000; echo " + marker + ") & echo done")).isZero();

    assertThat(step.output()).isEqualTo("done\n");
    assertThat(processesNaming(marker)).isEmpty();
  }

  @Test
  void killedJvmLeavesNoProcessAndNoMount() throws Exception {
    Path output = Files.createFile(temp.resolve("output"));
    Process jvm = startJvm(output);
    while (Files.size(output) == 0 && jvm.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(output).hasContent("started");
    assertThat(processesNaming(marker)).hasSizeGreaterThan(1);
    jvm.destroyForcibly().waitFor();
    while (!processesNaming(marker).isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(temp.toString());
    assertThat(temp.resolve("run/step")).isEmptyDirectory();
  }

  private Process startJvm(Path output) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StepMain.class.getName(),
                temp.toString(),
                step.layers.getFirst().toString(),
                STUBBORN,
                marker))
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static OutputStream signalling(CountDownLatch started) {
    return new OutputStream() {
      @Override
      public void write(int value) {
        started.countDown();
      }
    };
  }

  /// Command lines of processes that have `text` as an argument, of whatever process namespace.
  private static List<String> processesNaming(String text) throws IOException {
    try (var processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
          .filter(
              entry -> !entry.getFileName().toString().equals(ProcessHandle.current().pid() + ""))
          .map(StepEndTest::commandLine)
          .filter(line -> line.contains(text))
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }
}
