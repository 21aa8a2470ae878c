package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a container writes as fast as it can is in its log, whole and in order.
class MuchOutputTest {
  private static final int LINES = 160_000;
  private static final int LINE_BYTES = 100;
  private static final String NUMBERS = " /in/numbers";

  @TempDir static Path folder;
  private static TestContainers containers;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws IOException {
    containers = TestContainers.in(folder);
    slipway = containers.slipway();
    String rest = "x".repeat(LINE_BYTES - "000000 ".length() - 1);
    try (BufferedWriter numbers = Files.newBufferedWriter(folder.resolve("numbers"))) {
      for (int i = 0; i < LINES; i++) {
        numbers.write("%06d %s%n".formatted(i, rest));
      }
    }
  }

  @AfterEach
  void removeContainers() {
    containers.removeAll();
  }

  /// Runs a script that prints the file of numbers, until it has ended.
  private static void write(String script, String... logOptions) {
    List<String> words = new ArrayList<>(List.of("-v", folder + ":/in:ro"));
    for (String option : logOptions) {
      words.addAll(List.of("--log-opt", option));
    }
    words.addAll(List.of("busybox", "sh", "-c", script));
    containers.detached("writer", words.toArray(String[]::new));
    assertThat(slipway.run("wait", "writer").succeeded().text()).isEqualTo("0");
  }

  /// How many lines were read, each of which follows the one before.
  private static long countInOrder(BufferedReader lines, String stream) throws IOException {
    long count = 0;
    int last = -1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int number = Integer.parseInt(line.substring(0, 6));
      if ((count > 0 && number != (last + 1) % LINES) || line.length() != LINE_BYTES - 1) {
        throw new AssertionError(stream + ": after " + count + " lines, " + last + ": " + line);
      }
      last = number;
      count++;
    }
    assertThat(last).as(stream + " ends with the last line").isEqualTo(LINES - 1);
    return count;
  }

  private static long logged() throws IOException {
    try (BufferedReader lines = slipway.start("logs", "writer").inputReader()) {
      return countInOrder(lines, "output");
    }
  }

  @Test
  void everyLineOfBothStreamsIsKeptInOrder() throws Exception {
    write("cat" + NUMBERS.repeat(2) + " & cat" + NUMBERS.repeat(2) + " >&2; wait");

    Process logs = slipway.start("logs", "writer");
    var errors =
        CompletableFuture.supplyAsync(() -> {
          try (BufferedReader lines = logs.errorReader()) {
            return countInOrder(lines, "errors");
          } catch (IOException failed) {
            throw new AssertionError(failed);
          }
        });
    try (BufferedReader lines = logs.inputReader()) {
      assertThat(countInOrder(lines, "output")).isEqualTo(2L * LINES);
    }
    assertThat(errors.join()).isEqualTo(2L * LINES);
  }

  /// And who looks on sees every line too.
  @Test
  void everyLineIsShownAsItIsWritten() throws Exception {
    Process shown =
        slipway.start(
            "run",
            "--network=none",
            "-v",
            folder + ":/in:ro",
            "--name",
            "writer",
            "busybox",
            "sh",
            "-c",
            "cat" + NUMBERS.repeat(2));
    try (BufferedReader lines = shown.inputReader()) {
      assertThat(countInOrder(lines, "output")).isEqualTo(2L * LINES);
    }
    assertThat(shown.waitFor()).isZero();
    assertThat(logged()).isEqualTo(2L * LINES);
  }

  /// A gigabyte.
  @Test
  @Tag("long")
  void everyLineOfAGigabyteIsKept() throws Exception {
    int times = (1 << 30) / (LINES * LINE_BYTES) + 1;
    write("cat" + NUMBERS.repeat(times));
    assertThat(logged()).isEqualTo((long) times * LINES);
  }

  /// What goes is the oldest, never something between.
  @Test
  void aLogOfSeveralFilesEndsWithTheLastLines() throws Exception {
    write("cat" + NUMBERS.repeat(4), "max-size=4m", "max-file=3");

    long least = 2 * (4L << 20) / (LINE_BYTES + 50);
    assertThat(logged()).isBetween(least, 4L * LINES);
  }

  @Test
  void aLogOfOneFileThatBeganAnewEndsWithTheLastLines() throws Exception {
    write("cat" + NUMBERS.repeat(2), "max-size=4m");

    assertThat(logged()).isBetween(1L, (4L << 20) / LINE_BYTES);
    assertThat(Files.size(Path.of(containers.inspect("LogPath", "writer"))))
        .isLessThanOrEqualTo(4L << 20);
  }
}
