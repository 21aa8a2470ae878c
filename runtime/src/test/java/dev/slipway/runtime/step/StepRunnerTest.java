package dev.slipway.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.linux.FileStatus;
import dev.slipway.runtime.ProcessUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepRunnerTest {
  @TempDir Path temp;
  private StepFixture step;

  @BeforeEach
  void fixture() throws IOException {
    step = new StepFixture(temp);
  }

  @Test
  void streamsAndExitCodeAreTheProcess() throws Exception {
    int code = step.shell("echo out; echo err >&2; exit 42");

    assertThat(code).isEqualTo(42);
    assertThat(step.output()).isEqualTo("out\n");
    assertThat(step.errors()).isEqualTo("err\n");
  }

  @Test
  void changesAreInTheUpperDirectoryOnly() throws Exception {
    Path layer = step.layer("files");
    Files.createDirectories(layer.resolve("replaced/inner"));
    Files.writeString(layer.resolve("gone"), "x");
    Files.writeString(layer.resolve("changed"), "old");

    int code =
        step.shell(
            "rm /gone; echo new > /changed; echo é > /made; rm -r /replaced; mkdir /replaced");

    assertThat(code).as(step.errors()).isZero();
    assertThat(names(step.upper)).containsExactly("changed", "gone", "made", "replaced");
    assertThat(FileStatus.ofLink(step.upper.resolve("gone")).isCharacterDevice()).isTrue();
    assertThat(step.upper.resolve("made")).hasContent("é");
    assertThat(layer.resolve("changed")).hasContent("old");
    assertThat(layer.resolve("gone")).exists();
  }

  @Test
  void stepThatChangesNothingLeavesNothing() throws Exception {
    int code = step.shell("ls /proc/self /dev/null /sys/kernel /etc/hosts /etc/resolv.conf");

    assertThat(code).as(step.errors()).isZero();
    assertThat(names(step.upper)).isEmpty();
  }

  @Test
  void manyLayersAndRepeatedAndEmptyOnes() throws Exception {
    Path repeated = step.layer("repeated");
    Files.writeString(repeated.resolve("common"), "repeated");
    Path empty = step.layer("empty");
    for (int i = 0; i < 130; i++) {
      Path layer = step.layer("layer-with-a-long-name-so-that-paths-do-not-fit-into-one-page-" + i);
      Files.writeString(layer.resolve("common"), "layer " + i);
      Files.writeString(layer.resolve("own-" + i), "");
    }
    step.layers.add(repeated);
    step.layers.add(empty);

    int code = step.shell("cat /common; ls /own-0 /own-129");

    assertThat(code).as(step.errors()).isZero();
    assertThat(step.output()).isEqualTo("repeated/own-0\n/own-129\n");
  }

  @Test
  void signalOfAChildIsAnOrdinaryExitCode() throws Exception {
    assertThat(step.shell("sh -c 'kill -9 $$'; exit $?")).isEqualTo(137);
  }

  @Test
  void tenMegabytesOnEachStreamArriveWhole() throws Exception {
    int code =
        step.shell(
            "dd if=/dev/zero bs=1M count=10 >&2 2>/dev/null & seq 1 1500000; wait; echo end");

    assertThat(code).isZero();
    assertThat(step.stderr.size()).isEqualTo(10 << 20);
    List<String> lines = step.output().lines().toList();
    assertThat(lines).hasSize(1_500_001);
    assertThat(lines.get(1_499_999)).isEqualTo("1500000");
    assertThat(lines.getLast()).isEqualTo("end");
  }

  @Test
  void processRunsAsTheUserThatIsNamed() throws Exception {
    Files.createDirectories(step.layer("open").resolve("tmp"));
    Files.setPosixFilePermissions(
        step.layers.getLast().resolve("tmp"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
    step.user = new ProcessUser(1001, 1002, List.of(7L, 8L));

    int code = step.shell("id; grep=$(cat /proc/self/status); echo \"$grep\"; touch /tmp/mine");

    assertThat(code).as(step.errors()).isZero();
    assertThat(step.output()).startsWith("uid=1001 gid=1002 groups=7,8,1002");
    assertThat(step.output()).contains("CapEff:\t0000000000000000");
    assertThat(FileStatus.of(step.upper.resolve("tmp/mine")).uid()).isEqualTo(1001);
    assertThat(FileStatus.of(step.upper.resolve("tmp/mine")).gid()).isEqualTo(1002);
  }

  @Test
  void namesResolveAndTheHostnameIsGiven() throws Exception {
    int code = step.shell("cat /etc/hosts; hostname; echo x >> /etc/hosts");

    assertThat(code).isEqualTo(1);
    assertThat(step.errors()).containsIgnoringCase("read-only");
    assertThat(step.output())
        .contains(
            "127.0.0.1\tlocalhost buildkitsandbox\n",
            "192.0.2.7\tregistry\n",
            "2001:db8::1\tsix\n",
            "\nbuildkitsandbox\n");
  }

  @Test
  void stepsRunSideBySide() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> steps =
          IntStream.range(0, 4)
              .mapToObj(i ->
                  (Callable<String>)
                      () -> {
                        var one = new StepFixture(Files.createDirectory(temp.resolve("s" + i)));
                        assertThat(one.shell("echo step " + i + " > /made; cat /made")).isZero();
                        return one.output();
                      })
              .toList();
      List<String> outputs =
          executor.invokeAll(steps).stream().map(future -> future.resultNow()).toList();

      assertThat(outputs).containsExactly("step 0\n", "step 1\n", "step 2\n", "step 3\n");
    }
  }

  @Test
  void nothingIsMountedOnTheHost() throws Exception {
    step.shell("true");

    assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(temp.toString());
    assertThat(temp.resolve("run/step")).isEmptyDirectory();
  }

  private static List<String> names(Path directory) throws IOException {
    try (var children = Files.list(directory)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }
}
