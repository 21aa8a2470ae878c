package dev.slipway.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The container commands as a user has them: each one a process of its own.
class ContainerCommandsTest {
  private static final String SLEEP = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws IOException {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
  }

  @BeforeEach
  @AfterEach
  void noContainerIsThere() {
    for (String id : slipway.run("ps", "-aq").succeeded().output().lines().toList()) {
      slipway.run("rm", "-f", id).succeeded();
    }
    assertThat(slipway.run("ps", "-a", "--format", "{{.Names}}").output()).isEmpty();
  }

  /// Files of containers and runs, conmon processes, mounts.
  private static List<String> traces() throws IOException {
    List<String> traces = new ArrayList<>();
    Path run = Path.of("/run/slipway", RunDirectory.of(slipway.store()));
    for (Path area : List.of(slipway.store().resolve("containers"), run)) {
      if (Files.exists(area)) {
        try (Stream<Path> below = Files.walk(area)) {
          below.filter(Files::isRegularFile).map(Path::toString).forEach(traces::add);
        }
      }
    }
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      processes
          .filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .map(ContainerCommandsTest::commandLine)
          .filter(line -> line.contains("conmon") && line.contains(folder.toString()))
          .forEach(traces::add);
    }
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      if (line.contains(folder.toString())) {
        traces.add(line);
      }
    }
    return traces;
  }

  private static String commandLine(Path process) {
    try {
      return new String(Files.readAllBytes(process.resolve("cmdline")), UTF_8).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }

  private static void awaitNoTraces() throws Exception {
    while (!traces().isEmpty()) {
      Thread.sleep(20);
    }
  }

  @Test
  void streamsAndExitCodesAreTheProgramsOwn() throws Exception {
    Outcome outcome =
        slipway.run("run", "--rm", "busybox", "sh", "-c", "echo out; echo err >&2; exit 3");

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.output()).isEqualTo("out\n");
    assertThat(outcome.errors()).isEqualTo("err\n");
    awaitNoTraces();
  }

  @Test
  void exitCodesOfWhatDidNotRun() throws Exception {
    assertThat(slipway.run("run", "--rm", "busybox", "nosuch").exitCode()).isEqualTo(127);
    assertThat(slipway.run("run", "--rm", "busybox", "/etc").exitCode()).isEqualTo(126);
    assertThat(slipway.run("run", "--rm", "nosuch").exitCode()).isEqualTo(125);
    assertThat(slipway.run("run", "--rm", "--gpus", "all", "busybox").exitCode()).isEqualTo(125);
    assertThat(slipway.run("run", "--rm", "-u", "nobodyatall", "busybox", "id").exitCode())
        .isEqualTo(125);
    awaitNoTraces();
  }

  @Test
  void standardInputIsTheProgramsWhenItIsAskedFor() {
    var input = new ByteArrayInputStream("one\ntwo\n".getBytes(UTF_8));
    assertThat(slipway.run(input, "run", "--rm", "-i", "busybox", "cat").output())
        .isEqualTo("one\ntwo\n");
    var ignored = new ByteArrayInputStream("one\n".getBytes(UTF_8));
    assertThat(slipway.run(ignored, "run", "--rm", "busybox", "cat").output()).isEmpty();
  }

  @Test
  void outputThatIsReadSlowlyIsWhole() throws Exception {
    Outcome outcome =
        slipway.runOther(
            "sh",
            "-c",
            Program.PROJECT.resolve("bin/slipway")
                + " run --rm --network none busybox sh -c 'yes 0123456789 | head -c 3000000'"
                + " | { sleep 1; wc -c; }");

    assertThat(outcome.text()).isEqualTo("3000000");
  }

  @Test
  void environmentOptions() {
    Outcome outcome =
        slipway
            .with("FROM_CALLER", "given")
            .run(
                "run",
                "--rm",
                "--network",
                "none",
                "-e",
                "A=b c",
                "-e",
                "FROM_CALLER",
                "-e",
                "NOT_THERE",
                "-h",
                "box",
                "-w",
                "/made",
                "busybox",
                "sh",
                "-c",
                "echo $A $FROM_CALLER ${NOT_THERE-unset} $HOSTNAME $PWD $HOME");

    assertThat(outcome.succeeded().text()).isEqualTo("b c given unset box /made /root");
  }

  @Test
  void entrypointAndCommandReplaceEachOther() {
    assertThat(slipway.run("run", "--rm", "--entrypoint", "echo", "busybox", "a").text())
        .isEqualTo("a");
    assertThat(slipway.run("run", "--rm", "--entrypoint", "pwd", "busybox").text()).isEqualTo("/");
    assertThat(slipway.run("run", "--rm", "--entrypoint", "", "busybox").errors())
        .contains("no command specified");
  }

  @Test
  void theLogOutlivesTheCommand() {
    slipway.run("run", "--name", "both", "busybox", "sh", "-c", "echo a; echo b >&2; echo c");
    assertThat(slipway.run("logs", "both").output()).isEqualTo("a\nc\n");
    assertThat(slipway.run("logs", "both").errors()).isEqualTo("b\n");

    slipway.run("run", "--name", "spoke", "busybox", "sh", "-c", "echo a; echo c");
    assertThat(slipway.run("logs", "--tail", "1", "spoke").all()).isEqualTo("c\n");
    assertThat(slipway.run("logs", "-t", "-n", "1", "spoke").output())
        .matches("20[0-9-]+T[0-9:]+\\.[0-9]{9}Z c\n");

    slipway.run("start", "spoke").succeeded();
    slipway.run("wait", "spoke").succeeded();
    assertThat(slipway.run("logs", "-f", "spoke").output()).isEqualTo("a\nc\na\nc\n");
  }

  @Test
  void logsFollowUntilTheEnd() throws Exception {
    slipway
        .run("run", "-d", "--name", "talker", "busybox", "sh", "-c", "echo 1; sleep 1; echo 2")
        .succeeded();

    assertThat(slipway.run("logs", "-f", "talker").output()).isEqualTo("1\n2\n");
  }

  @Test
  void aDetachedContainerOutlivesTheCommandAndItsEndIsCleanedUp() throws Exception {
    slipway.run("run", "-d", "--rm", "--name", "short", "busybox", "sleep", "1").succeeded();
    assertThat(slipway.run("ps", "--format", "{{.Names}} {{.State}}").text())
        .isEqualTo("short running");

    awaitNoTraces();

    assertThat(slipway.run("ps", "-aq").output()).isEmpty();
  }

  @Test
  void theContainerOfAKilledCommandGoesToo() throws Exception {
    Process command = slipway.start("run", "--rm", "--name", "orphan", "busybox", "sleep", "2");
    while (!slipway.run("ps", "--format", "{{.Names}}").text().equals("orphan")) {
      Thread.sleep(20);
    }

    command.destroyForcibly().waitFor();

    awaitNoTraces();
    assertThat(slipway.run("ps", "-aq").output()).isEmpty();
  }

  @Test
  void aTerminationIsForwarded() throws Exception {
    Process command =
        slipway.start(
            "run",
            "--rm",
            "--name",
            "polite",
            "busybox",
            "sh",
            "-c",
            "trap 'echo bye; exit 9' TERM; echo ready; while :; do sleep 0.1; done");
    try (var output = command.inputReader(UTF_8)) {
      assertThat(output.readLine()).isEqualTo("ready");
      command.toHandle().destroy(); // The process's own method closes its streams too.
      assertThat(output.readLine()).isEqualTo("bye");
    }
    assertThat(command.waitFor()).isEqualTo(9);
    awaitNoTraces();
  }

  @Test
  void c6StopAsksFirstAndKillsLater() {
    slipway.run("run", "-d", "--name", "listens", "busybox", "sh", "-c", SLEEP).succeeded();
    slipway.run("run", "-d", "--name", "deaf", "busybox", "sleep", "1000").succeeded();

    assertThat(slipway.run("stop", "-t", "60", "listens").succeeded().text()).isEqualTo("listens");
    slipway.run("stop", "-t", "0", "deaf").succeeded();

    assertThat(slipway.run("wait", "listens", "deaf").output()).isEqualTo("0\n137\n");
    assertThat(slipway.run("ps", "-a", "--format", "{{.Status}}").output().lines())
        .allMatch(status -> status.matches("Exited \\((0|137)\\) .* ago"));
    assertThat(slipway.run("kill", "deaf").exitCode()).isEqualTo(1);
    slipway.run("restart", "-t", "0", "deaf").succeeded();
    assertThat(slipway.run("ps", "--format", "{{.Names}}").text()).isEqualTo("deaf");
  }

  @Test
  void twoCommandsThatWantOneName() throws Exception {
    List<Process> commands = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      commands.add(slipway.start("run", "-d", "--name", "wanted", "busybox", "sleep", "1000"));
    }
    List<Integer> codes = new ArrayList<>();
    for (Process command : commands) {
      codes.add(command.waitFor());
    }

    assertThat(codes).containsExactlyInAnyOrder(0, 125);
    assertThat(slipway.run("ps", "-a", "--format", "{{.Names}}").text()).isEqualTo("wanted");
  }

  @Test
  void listsAreFilteredAndFormatted() {
    String first = slipway.run("create", "--name", "first", "busybox", "true").succeeded().text();
    String second =
        slipway
            .run("run", "-d", "--name", "second", "-l", "tier=web", "busybox", "sleep", "1000")
            .succeeded()
            .text();

    assertThat(slipway.run("ps", "-lq").text()).isEqualTo(second.substring(0, 12));
    assertThat(slipway.run("ps", "-aq", "--no-trunc").output())
        .isEqualTo(second + "\n" + first + "\n");
    assertThat(filtered("status=created")).isEqualTo("first");
    assertThat(filtered("name=eco")).isEqualTo("second");
    assertThat(filtered("id=" + first.substring(0, 8))).isEqualTo("first");
    assertThat(filtered("label=tier")).isEqualTo("second");
    assertThat(filtered("ancestor=busybox")).isEqualTo("second\nfirst");
    assertThat(filtered("ancestor=alpine")).isEmpty();
    assertThat(slipway.run("ps", "--filter", "color=red").exitCode()).isEqualTo(1);
    assertThat(slipway.run("inspect", "-f", "{{.State.Status}} {{.Path}}", "second").text())
        .isEqualTo("running sleep");
  }

  private static String filtered(String filter) {
    return slipway.run("ps", "-a", "--filter", filter, "--format", "{{.Names}}").succeeded().text();
  }

  @Test
  void volumesAreMountedAndBadOnesRefused() throws Exception {
    Path data = folder.resolve("data");
    slipway
        .run(
            "run",
            "--rm",
            "--network",
            "none",
            "-v",
            data + ":/data",
            "busybox",
            "sh",
            "-c",
            "echo x > /data/file")
        .succeeded();
    assertThat(data.resolve("file")).hasContent("x\n");
    assertThat(
            slipway
                .run(
                    "run",
                    "--rm",
                    "--network",
                    "none",
                    "-v",
                    data + ":/data:ro",
                    "busybox",
                    "touch",
                    "/data/file")
                .exitCode())
        .isEqualTo(1);
    assertThat(slipway.run("run", "--rm", "-v", "/a:b", "busybox", "true").errors())
        .contains("mount path must be absolute");
    awaitNoTraces();
  }

  @Test
  void networksOtherThanTheBridge() {
    assertThat(
            slipway
                .run("run", "--rm", "--network", "none", "busybox", "ls", "/sys/class/net")
                .succeeded()
                .text())
        .isEqualTo("lo");
    assertThat(
            slipway
                .run("run", "--rm", "--network", "host", "busybox", "hostname")
                .succeeded()
                .text())
        .isEqualTo(slipway.run("run", "--rm", "--net=host", "busybox", "uname", "-n").text());
    assertThat(slipway.run("run", "--rm", "--network", "other", "busybox", "true").exitCode())
        .isEqualTo(125);
  }

  @Test
  void anImageInUseIsNotRemoved() {
    slipway.run("run", "-d", "--name", "user", "busybox", "sleep", "1000").succeeded();

    assertThat(slipway.run("images", "--format", "json", "busybox").text())
        .contains("\"Containers\":\"1\"")
        .contains("\"Digest\":\"\\u003cnone\\u003e\"");
    assertThat(slipway.run("images", "--digests", "--format", "json", "busybox").text())
        .contains("\"Digest\":\"sha256:");
    Outcome refused = slipway.run("rmi", "busybox");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("conflict");
    slipway.run("exec", "user", "ls", "/bin/busybox").succeeded();
  }

  @Test
  void pruneRemovesWhatDoesNotRun() {
    slipway.run("run", "-d", "--name", "runs", "busybox", "sleep", "1000").succeeded();
    String done = slipway.run("create", "busybox", "true").succeeded().text();

    assertThat(slipway.run("container", "prune", "-f").succeeded().output())
        .startsWith("Deleted Containers:\n" + done + "\n\nTotal reclaimed space: ");
    assertThat(slipway.run("ps", "-a", "--format", "{{.Names}}").text()).isEqualTo("runs");
  }

  @Test
  void anInteractiveTerminalIsLeftAndJoinedAgain() throws Exception {
    Path script = folder.resolve("terminal.py");
    Files.writeString(script, TERMINAL);

    Outcome outcome =
        slipway.runOther("python3", script.toString(), Program.PROJECT + "/bin/slipway");

    assertThat(outcome.succeeded().text()).isEqualTo("run 0\nattach 6\nrm 5");
  }

  /// Plays a person at a terminal: makes a pseudo-terminal, waits for texts and types.
  private static final String TERMINAL =
      """
      import fcntl, os, pty, select, struct, sys, termios

      def person(arguments, dialogue):
          pid, fd = pty.fork()
          if pid == 0:
              os.execv(sys.argv[1], [sys.argv[1]] + arguments)
          size(fd, 33, 111)
          seen = b''
          for expected, reaction in dialogue + [(None, None)]:
              while expected is None or expected not in seen:
                  try:
                      data = os.read(fd, 4096)
                  except OSError:
                      data = b''
                  if not data:
                      break
                  seen += data
              if expected is None:
                  break
              assert expected in seen, (arguments, expected, seen)
              seen = b''
              reaction(fd)
          return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

      def size(fd, rows, columns):
          fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

      def types(text):
          return lambda fd: os.write(fd, text)

      def resizes(fd):
          size(fd, 50, 99)
          os.write(fd, b'until stty size | grep -q "50 99"; do sleep 0.1; done; echo res""ized\\n')

      print('run', person(['run', '-it', '--name', 'shell', '--network', 'none', 'busybox', 'sh'], [
          (b'# ', types(b'until stty size | grep -q "33 111"; do sleep 0.1; done; tty; echo si""zed\\n')),
          (b'sized', resizes),
          (b'resized', types(b'\\x10\\x11'))]))
      print('attach', person(['attach', 'shell'], [
          (b'', types(b'echo $TERM; exit 6\\n'))]))
      print('rm', person(['run', '--rm', '-it', '--network', 'none', 'busybox', 'sh'], [
          (b'# ', types(b'echo slee""ping; sleep 100\\n')),
          (b'sleeping', types(b'\\x03')),
          (b'# ', types(b'exit 5\\n'))]))
      """;
}
