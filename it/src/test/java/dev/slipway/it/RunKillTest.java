package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the command, of the monitor and of the container at random moments: what is said of
/// the container is true, and `rm` leaves nothing.
class RunKillTest {
  private static final int SPREAD_MILLIS = 400;

  @TempDir Path folder;
  private TestContainers containers;
  private Program slipway;
  private String run;

  @BeforeEach
  void prepare() {
    containers = TestContainers.in(folder);
    slipway = containers.slipway();
    run = "/run/slipway/" + RunDirectory.of(slipway.store());
  }

  @AfterEach
  void removeContainers() {
    containers.removeAll();
  }

  @Test
  void whatIsKilledOnceIsToldTruly() throws Exception {
    killAtRandomMoments(3);
  }

  @Test
  @Tag("long")
  void whatIsKilledOftenIsToldTruly() throws Exception {
    killAtRandomMoments(40);
  }

  private void killAtRandomMoments(int rounds) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < rounds; i++) {
      killTheCommand(random, "command, round " + i + ", seed " + seed);
      killTheMonitor(random, "monitor, round " + i + ", seed " + seed);
      killTheContainer(random, "container, round " + i + ", seed " + seed);
    }
  }

  private void killTheCommand(Random random, String when) throws Exception {
    Process command =
        slipway.start(
            "run",
            "--rm",
            "--name",
            "brief",
            "-p",
            "127.0.0.1::80",
            "busybox",
            "sh",
            "-c",
            "sleep 0.2; exit 5");
    command.waitFor(random.nextInt(3 * SPREAD_MILLIS), TimeUnit.MILLISECONDS);
    command.destroyForcibly().waitFor();

    // Gone by itself, or by the next command that meets it.
    TestContainers.await(
        when, () -> slipway.run("ps", "-q", "--filter", "name=brief").text().isEmpty());
    slipway.run("rm", "-f", "brief");
    nothingIsLeft(when);
    containers.say("run --rm --name brief --network none busybox true").succeeded();
  }

  private void killTheMonitor(Random random, String when) throws Exception {
    containers.detached("watched", "busybox", "sh", "-c", "sleep 0.3; exit 6");
    Thread.sleep(random.nextInt(SPREAD_MILLIS));
    for (ProcessHandle process : monitors()) {
      process.destroyForcibly();
    }
    containers.await("State.Running", "watched", "false");

    // Seen by the monitor before it died, or by nobody: never a code that was not the program's.
    String code = containers.inspect("State.ExitCode", "watched");
    String error = containers.inspect("State.Error", "watched");
    assertThat(code.equals("6") || (code.equals("255") && error.contains("unknown")))
        .as(when + ": " + code + " " + error)
        .isTrue();
    slipway.run("rm", "watched").succeeded();
    nothingIsLeft(when);
  }

  private void killTheContainer(Random random, String when) throws Exception {
    containers.detached("victim", "busybox", "sleep", "1000");
    Thread.sleep(random.nextInt(SPREAD_MILLIS));
    long pid = Long.parseLong(containers.inspect("State.Pid", "victim"));
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);

    assertThat(slipway.run("wait", "victim").text()).as(when).isEqualTo("137");
    assertThat(containers.inspect("State.Status", "victim")).as(when).isEqualTo("exited");
    slipway.run("rm", "victim").succeeded();
    nothingIsLeft(when);
  }

  private List<ProcessHandle> monitors() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process).contains(run))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  private void nothingIsLeft(String when) throws IOException {
    assertThat(slipway.run("ps", "-aq").succeeded().all()).as(when).isEmpty();
    TestContainers.await("no process, " + when, () -> monitors().isEmpty());
    assertThat(Path.of(run, "c")).as(when).doesNotExist();
    try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
      assertThat(lines.filter(line -> line.contains(slipway.store().toString())))
          .as(when)
          .isEmpty();
    }
  }
}
