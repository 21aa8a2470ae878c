package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A stock Debian 12 in a virtual machine: control groups of version 2 that have all controllers,
/// systemd and AppArmor. The checks are shell scripts, see `testbed/machine`.
@Tag("long")
class RealHostTest {
  private static final Path CHECKS = Program.PROJECT.resolve("it/src/test/machine");
  private static final int LONGEST_SECONDS = 3000;

  @TempDir static Path folder;
  private static int exitCode;
  private static String said = "";
  private static List<String> results = List.of();

  @BeforeAll
  static void boot() throws IOException, InterruptedException {
    Program.needRoot();
    assumeTrue(
        HostCapabilities.find("qemu-system-x86_64").isPresent(),
        "QEMU is not installed: testbed/install machine");
    Path output = folder.resolve("output");
    Path seen = folder.resolve("seen");
    exitCode =
        new ProcessBuilder(
                Program.PROJECT.resolve("testbed/machine").toString(),
                "--seconds",
                "" + LONGEST_SECONDS,
                CHECKS.toString(),
                seen.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    said = Files.readString(output);
    results = Files.exists(seen) ? Files.readString(seen).lines().toList() : List.of();
  }

  @TestFactory
  Stream<DynamicTest> everyCheckHolds() {
    return results.stream()
        .filter(line -> line.startsWith("ok ") || line.startsWith("FAIL "))
        .map(line ->
            DynamicTest.dynamicTest(
                line.split("[ :]", 3)[1], () -> assertThat(line).startsWith("ok ")));
  }

  @Test
  void everyBootWasChecked() {
    assertThat(exitCode).as("%s%n%s", said, results).isZero();
    assertThat(results).contains("END boot-1 0", "END boot-2 0", "END boot-3 0");
  }
}
