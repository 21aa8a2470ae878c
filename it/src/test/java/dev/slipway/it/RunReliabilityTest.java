package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What containers do when much happens at once, or the world around them misbehaves.
class RunReliabilityTest {
  private static final int MANY = 20;

  @TempDir static Path folder;
  private static TestContainers containers;
  private static Program slipway;

  @BeforeAll
  static void prepare() {
    containers = TestContainers.in(folder);
    slipway = containers.slipway();
  }

  @AfterEach
  void removeContainers() {
    containers.removeAll();
  }

  /// What a command that was started said, once it has ended.
  private static Outcome end(Process process) throws Exception {
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome("slipway", process.waitFor(), output, errors);
  }

  @Test
  void twentyRunAtOnce() throws Exception {
    List<Process> running = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      running.add(
          slipway.start(
              "run", "--rm", "busybox", "sh", "-c", "echo " + i + "; hostname -i; hostname"));
    }
    var addresses = new HashSet<String>();
    var names = new HashSet<String>();
    for (int i = 0; i < MANY; i++) {
      Outcome outcome = end(running.get(i)).succeeded();
      String[] lines = outcome.text().split("\n");
      assertThat(outcome.errors()).isEmpty();
      assertThat(lines).hasSize(3).startsWith("" + i);
      addresses.add(lines[1]);
      names.add(lines[2]);
    }

    assertThat(names).hasSize(MANY);
    assertThat(addresses).isNotEmpty();
    assertThat(slipway.run("ps", "-aq").succeeded().all()).isEmpty();
  }

  @Test
  void ofTwoThatWantOnePortOneGetsIt() throws Exception {
    int port;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    List<Process> racing = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      racing.add(slipway.start("run", "-d", "-p", port + ":80", "busybox", "sleep", "1000"));
    }
    int winners = 0;
    for (Process one : racing) {
      Outcome outcome = end(one);
      if (outcome.exitCode() == 0) {
        winners++;
      } else {
        assertThat(outcome.exitCode()).isEqualTo(125);
        assertThat(outcome.errors()).containsPattern("port is already allocated|failed to bind");
      }
    }

    // None, where another program of this machine took the port meanwhile.
    assertThat(winners).isLessThanOrEqualTo(1);
    assertThat(slipway.run("ps", "-q").output().lines()).hasSize(winners);
    assertThat(slipway.run("ps", "-aq", "--filter", "status=created").output().lines())
        .hasSize(4 - winners);
  }

  /// The processes of this test's store: monitors and what they watch.
  private static List<ProcessHandle> processes() {
    String run = "/run/slipway/" + RunDirectory.of(slipway.store());
    List<ProcessHandle> found = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (commandLine(process).contains(run)) {
        found.add(process);
        process.descendants().forEach(found::add);
      }
    }
    return found;
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  @Test
  void afterTheMachineWentDownContainersAreExitedAndStartable() throws Exception {
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "lasting",
            "-p",
            "127.0.0.1::80",
            "-v",
            "kept:/data",
            "busybox",
            "sh",
            "-c",
            "date +%s%N >>/data/starts; exec sleep 1000")
        .succeeded();
    containers.detached("always", "--restart", "always", "busybox", "sleep", "1000");

    // Monitors first: one that lives would see the end of its container and tell of it.
    List<ProcessHandle> all = processes();
    assertThat(all).hasSizeGreaterThanOrEqualTo(4);
    all.forEach(ProcessHandle::destroyForcibly);
    TestContainers.await(
        "all have ended",
        () -> processes().isEmpty() && all.stream().noneMatch(ProcessHandle::isAlive));
    Path run = Path.of("/run/slipway", RunDirectory.of(slipway.store()));
    slipway.runOther("rm", "-rf", run.toString()).succeeded();

    assertThat(slipway.run("ps", "-q").succeeded().all()).isEmpty();
    assertThat(containers.inspect("State.Status", "lasting")).isEqualTo("exited");
    assertThat(containers.inspect("State.Error", "lasting")).contains("exit code is unknown");
    assertThat(slipway.run("start", "lasting").succeeded().text()).isEqualTo("lasting");
    assertThat(slipway.run("exec", "lasting", "wc", "-l", "/data/starts").text()).startsWith("2 ");
    assertThat(slipway.run("port", "lasting", "80").text()).startsWith("127.0.0.1:");
    assertThat(slipway.run("system", "start-all").succeeded().text()).isEqualTo("always");
    assertThat(containers.inspect("State.Status", "always")).isEqualTo("running");
  }

  @Test
  void aFullDiskIsToldAndWhatRanGoesOn() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    slipway
        .runOther("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", disk.toString())
        .succeeded();
    try {
      var small = new TestContainers(Program.in(disk).at(folder));
      small.slipway().load("busybox");
      small.detached("before", "busybox", "sleep", "1000");
      Path ballast = disk.resolve("ballast");
      try (var file = new RandomAccessFile(ballast.toFile(), "rw")) {
        file.write(new byte[(int) Files.getFileStore(disk).getUsableSpace()]);
      } catch (IOException full) {
        // So it is meant.
      }

      Outcome refused = small.run("busybox", "true");
      assertThat(refused.exitCode()).isEqualTo(125);
      assertThat(refused.errors())
          .containsPattern("(?i)no space left on device|the disk of the store is full")
          .doesNotContain("bug in Slipway");
      assertThat(small.inspect("State.Status", "before")).isEqualTo("running");
      assertThat(small.slipway().run("exec", "before", "sh", "-c", "echo x >/f").exitCode())
          .isEqualTo(1);

      Files.delete(ballast);
      assertThat(small.sh("echo again")).isEqualTo("again");
      small.removeAll();
      assertThat(small.slipway().run("ps", "-aq").succeeded().all()).isEmpty();
    } finally {
      slipway.runOther("umount", "-l", disk.toString()).succeeded();
    }
  }

  /// More than the kernel gives to any program: the command line itself could not bring it.
  @Test
  void tenMegabytesForTheProgramAreRefusedInWords() throws IOException {
    Path file = folder.resolve("environment");
    try (var writer = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 100; i++) {
        writer.write("V" + i + "=" + "x".repeat(100_000) + "\n");
      }
    }

    Outcome refused = containers.run("--env-file", file.toString(), "busybox", "true");

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).containsIgnoringCase("argument list too long");
    assertThat(slipway.run("ps", "-aq").succeeded().all()).isEmpty();
  }

  @Test
  void anImageWithoutUsersRunsByNumbers() throws IOException {
    Path context = Files.createDirectory(folder.resolve("bare"));
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM busybox AS b\nFROM scratch\nCOPY --from=b /bin/busybox /busybox\n"
            + "ENTRYPOINT [\"/busybox\", \"id\"]\n");
    slipway.run("build", "-t", "bare", context.toString()).succeeded();

    assertThat(containers.run("bare").succeeded().text()).startsWith("uid=0 gid=0");
    assertThat(containers.run("-u", "1234:77", "bare").succeeded().text())
        .startsWith("uid=1234 gid=77");
    Outcome unknown = containers.run("-u", "nobody", "bare");
    assertThat(unknown.exitCode()).isEqualTo(125);
    assertThat(unknown.errors()).contains("unable to find user nobody");
  }

  @Test
  void whatCannotRunEndsAsInDocker() {
    assertThat(containers.run("busybox", "nosuch").exitCode()).isEqualTo(127);
    assertThat(containers.run("busybox", "/etc/passwd").exitCode()).isEqualTo(126);
    assertThat(containers.run("--read-only", "busybox", "touch", "/f").errors())
        .contains("Read-only file system");
  }

  /// A terminal would take them for commands of its own.
  @Test
  void escapeSequencesAreNotInterpretedInTables() {
    String hostile = "\u001b[31m\u001b]0;title\u0007\u202eevil";
    slipway
        .run(
            "run",
            "--network",
            "none",
            "--name",
            "hostile",
            "-l",
            "a=" + hostile,
            "busybox",
            "echo",
            hostile)
        .succeeded();
    for (String[] words :
        new String[][] {
          {"ps", "-a", "--no-trunc"},
          {"ps", "-a", "--format", "table {{.Names}}\t{{.Labels}}\t{{.Command}}"}
        }) {
      assertThat(slipway.run(words).succeeded().output())
          .as(String.join(" ", words))
          .doesNotContain("\u001b")
          .doesNotContain("\u0007")
          .doesNotContain("\u202e");
    }
    containers.detached(
        "living",
        "-l",
        "a=" + hostile,
        "busybox",
        "sh",
        "-c",
        ">/f" + hostile + "; exec sleep 1000");
    slipway.run("exec", "-d", "living", "sh", "-c", "sleep 1000; : " + hostile).succeeded();
    for (String words :
        List.of("top living", "stats --no-stream", "diff living", "events --since 5m --until 0s")) {
      assertThat(containers.say(words).succeeded().output())
          .as(words)
          .doesNotContain("\u001b")
          .doesNotContain("\u0007")
          .doesNotContain("\u202e");
    }
    assertThat(containers.run("busybox", hostile).errors())
        .contains("\\x1b[31m")
        .doesNotContain("\u001b");
    // What the program wrote is handed on as it is, as by `docker logs`.
    assertThat(slipway.run("logs", "hostile").text()).isEqualTo(hostile);
    assertThat(slipway.run("run", "--name", hostile, "busybox").errors())
        .contains("Invalid container name")
        .doesNotContain("\u001b");
  }
}
