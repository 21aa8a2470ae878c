package dev.slipway.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
  @TempDir Path temp;

  @Test
  void outputEnvironmentAndExitCodeArrive() throws IOException {
    try (Pipe output = Pipe.open()) {
      try (ChildProcess child =
          shell("echo \"$GREETING\" é; ls /proc/self/fd; exit 7", output.writeEnd())) {
        output.writeEnd().close();
        String text = new String(output.readEnd().inputStream().readAllBytes(), UTF_8);
        assertThat(text.lines().toList()).containsExactly("hello é", "0", "1", "2", "3");
        assertThat(child.waitFor()).isEqualTo(7);
      }
    }
  }

  @Test
  void signalIsInTheExitCode() throws IOException {
    try (ChildProcess child = shell("exec sleep 1000", StandardStream.OUTPUT)) {
      assertThat(child.process().waitExit(Duration.ZERO)).isFalse();
      child.kill();
      assertThat(child.process().waitExit(Duration.ofMinutes(1))).isTrue();
      assertThat(child.waitFor()).isEqualTo(137);
      assertThat(child.process().signal(0)).isFalse();
    }
  }

  @Test
  void missingProgramIsTold() {
    assertThatThrownBy(() ->
            ChildProcess.spawn(temp.resolve("missing"), List.of("missing"), List.of(), List.of()))
        .asInstanceOf(type(LinuxException.class))
        .returns(Errno.ENOENT, LinuxException::errno);
  }

  @Test
  void pipesOfOthersAreNotInherited() throws IOException {
    try (Pipe other = Pipe.open();
        ChildProcess child = shell("exec sleep 1000", StandardStream.OUTPUT)) {
      other.writeEnd().close();
      assertThat(other.readEnd().read(new byte[1], 0, 1)).isEqualTo(-1);
      child.kill();
      child.waitFor();
    }
  }

  @Test
  void firstOfAPidNamespaceTakesTheOthersWithIt() throws Exception {
    assumeTrue(UserIds.isRoot(), "a process namespace needs root");
    var children = new ArrayList<ChildProcess>();
    var task =
        new FutureTask<Void>(() -> {
          Namespaces.unsharePids();
          children.add(shell("exec sleep 1000", StandardStream.OUTPUT));
          children.add(shell("exec sleep 1000", StandardStream.OUTPUT));
          return null;
        });
    Thread.ofPlatform().start(task).join();
    task.get();
    try (ChildProcess first = children.getFirst();
        ChildProcess second = children.getLast()) {
      first.kill();
      assertThat(second.waitFor()).isEqualTo(137);
      assertThat(first.waitFor()).isEqualTo(137);
    }
  }

  @Test
  void goneProcessCannotBeOpened() throws IOException {
    long pid;
    try (ChildProcess child = shell("exit 0", StandardStream.OUTPUT)) {
      pid = child.pid();
      child.waitFor();
    }
    assertThatThrownBy(() -> PidFd.open(pid))
        .asInstanceOf(type(LinuxException.class))
        .returns(Errno.ESRCH, LinuxException::errno);
  }

  @Test
  void largeOutputIsReadToItsEnd() throws IOException {
    Path program = Files.exists(Path.of("/usr/bin/head")) ? Path.of("/usr/bin/head") : Path.of("");
    try (Pipe output = Pipe.open();
        ChildProcess child =
            ChildProcess.spawn(
                program,
                List.of("head", "-c", "3000000", "/dev/zero"),
                List.of(),
                List.of(StandardStream.INPUT, output.writeEnd(), StandardStream.ERROR))) {
      output.writeEnd().close();
      assertThat(output.readEnd().inputStream().readAllBytes()).hasSize(3_000_000);
      assertThat(child.waitFor()).isZero();
    }
  }

  private static ChildProcess shell(String script, Pollable output) throws IOException {
    return ChildProcess.spawn(
        Path.of("/bin/sh"),
        List.of("sh", "-c", script),
        List.of("GREETING=hello", "PATH=/usr/bin:/bin"),
        List.of(StandardStream.INPUT, output, StandardStream.ERROR));
  }
}
