package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user can do about a step that fails, and what is kept of its build.
class FailedStepTest {
  private static final String DOCKERFILE =
      """
      FROM busybox
      RUN mkdir -p /etc /tmp && chmod 1777 /tmp && echo app:x:1000:1000::/tmp:/bin/sh > /etc/passwd
      ENV STAGE=build
      WORKDIR /src
      COPY data .
      RUN --mount=type=cache,target=/cache echo cached > /cache/file
      USER app
      RUN --mount=type=cache,target=/cache --mount=type=secret,id=token,uid=1000 \\
          echo half > /tmp/half; test -e /tmp/fixed
      RUN cat /tmp/half /tmp/fixed
      """;

  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
    Files.createDirectory(folder.resolve("context"));
    Files.writeString(folder.resolve("context/data"), "data\n");
    Files.writeString(folder.resolve("context/Dockerfile"), DOCKERFILE);
    Files.writeString(folder.resolve("token"), "hunter22-secret\n");
  }

  private Outcome build(String... options) {
    var words = new java.util.ArrayList<>(java.util.List.of("build", "--progress", "plain"));
    words.addAll(java.util.List.of(options));
    words.addAll(java.util.List.of("--secret", "id=token,src=token", "context"));
    return slipway.run(words.toArray(String[]::new));
  }

  private static ByteArrayInputStream typed(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shellHasTheStepsFilesMountsUserAndEnvironmentButNoSecret() {
    assertThat(build().exitCode()).isEqualTo(1);

    Outcome shell =
        slipway.run(
            typed(
                """
                cat /tmp/half /cache/file /src/data
                echo $STAGE; pwd; id -un
                ls /run/secrets
                exit 7
                """),
            "debug",
            "LAST");

    assertThat(shell.exitCode()).isEqualTo(7);
    assertThat(shell.output()).isEqualTo("half\ncached\ndata\nbuild\n/src\napp\n");
    assertThat(shell.errors())
        .contains("RUN --mount=type=cache,target=/cache")
        .contains("Not here: secret token");
  }

  @Test
  void buildGoesOnFromWhatTheShellLeft() {
    assertThat(build().exitCode()).isEqualTo(1);
    slipway.run(typed("echo fixed > /tmp/fixed\n"), "debug").succeeded();

    Outcome resumed = build("--resume", "-t", "resumed");
    assertThat(resumed.exitCode()).as(resumed.errors()).isZero();
    assertThat(resumed.errors()).contains("half\n").contains("fixed\n");
    assertThat(slipway.run("run", "--rm", "resumed", "cat", "/tmp/half", "/tmp/fixed").text())
        .isEqualTo("half\nfixed");

    // It is no part of what other builds know.
    assertThat(build().exitCode()).isEqualTo(1);
  }

  @Test
  void changedInstructionGoesOnFromTheFilesOfTheOneThatFailed() throws Exception {
    assertThat(build().exitCode()).isEqualTo(1);
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        DOCKERFILE.replace(
            "echo half > /tmp/half; test -e /tmp/fixed", "cat /tmp/half; touch /tmp/fixed"));

    Outcome resumed = build("--resume");
    assertThat(resumed.exitCode()).as(resumed.errors()).isZero();
  }

  @Test
  void whereNothingFailedThereIsNothingToDebugOrToResume() throws Exception {
    assertThat(slipway.run("debug").errors()).contains("no step has failed");
    assertThat(slipway.run("debug", "nosuch").errors())
        .contains("no failed step is kept of build \"nosuch\"");
    Files.writeString(folder.resolve("context/Dockerfile"), "FROM busybox\nRUN true\n");

    Outcome fresh = slipway.run("build", "--resume", "context");
    assertThat(fresh.exitCode()).isZero();
    assertThat(fresh.errors()).contains("--resume: no step of this build had failed before");
  }

  @Test
  void shellThatIsNotThereIsNamed() {
    assertThat(build().exitCode()).isEqualTo(1);

    Outcome shell = slipway.run("debug", "--shell", "/bin/zsh");
    assertThat(shell.exitCode()).isNotZero();
    assertThat(shell.errors()).contains("\"/bin/zsh\": stat /bin/zsh: no such file or directory");
  }

  @Test
  void buildOpensTheShellOnTheTerminalWhereItFails() throws Exception {
    Path script = Files.writeString(folder.resolve("terminal.py"), TERMINAL);

    Outcome outcome =
        slipway.runOther("python3", script.toString(), Program.PROJECT + "/bin/slipway");

    assertThat(outcome.succeeded().text()).isEqualTo("build 1\ndebug 5");
  }

  @Test
  void killedBuildIsInTheHistoryAsThat() throws Exception {
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        "FROM busybox\nRUN echo begun; touch /tmp/x; sleep 1000\n");
    Process build = slipway.start("build", "--progress", "plain", "context");
    try (var lines = build.errorReader()) {
      for (String line = lines.readLine();
          line != null && !line.endsWith(" begun");
          line = lines.readLine()) {
        assertThat(build.isAlive()).isTrue();
      }
      assertThat(slipway.run("buildx", "history", "ls", "--format", "{{.Status}}").text())
          .isEqualTo("Running");
      build.descendants().forEach(ProcessHandle::destroyForcibly);
      build.destroyForcibly();
      assertThat(build.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    assertThat(slipway.run("buildx", "history", "ls", "--format", "{{.Status}}").text())
        .isEqualTo("Killed");
    assertThat(slipway.run("builder", "history", "logs").succeeded().errors())
        .contains("begun")
        .contains("the build was killed");
    assertThat(slipway.run("builder", "history", "trace").succeeded().output())
        .contains("Killed in ");
  }

  @Test
  void explanationNamesTheFileThatChanged() throws Exception {
    Files.writeString(
        folder.resolve("context/Dockerfile"), "FROM busybox\nCOPY data .\nRUN cat data\n");
    slipway.run("build", "-q", "context").succeeded();
    Files.writeString(folder.resolve("context/data"), "other data\n");

    assertThat(slipway.run("build", "--explain", "--progress", "plain", "context").errors())
        .endsWith(
            """
            Why steps ran:
             [2/3] COPY data .
               data changed
             [3/3] RUN cat data
               an earlier step ran: [2/3] COPY data .
            """);
    assertThat(slipway.run("build", "--explain", "--progress", "plain", "context").errors())
        .endsWith("\nEvery step was in the cache.\n");
  }

  @Test
  void historyIsListedInspectedAndRemoved() {
    assertThat(build("--build-arg", "BUILDKIT_BUILD_NAME=mine").exitCode()).isEqualTo(1);
    slipway.run("build", "-q", "--target", "0", "-f", "context/Dockerfile", "context");

    assertThat(slipway.run("buildx", "history", "ls", "--filter", "status=error").output())
        .startsWith("BUILD ID                    NAME")
        .contains(" mine ")
        .contains(" Error ");
    assertThat(slipway.run("buildx", "history", "inspect", "^1").succeeded().output())
        .contains("Error:")
        .contains("Build Steps:    5/7 (");
    assertThat(slipway.run("buildx", "history", "inspect", "^1", "--format", "{{.Name}}").text())
        .isEqualTo("mine");
    assertThat(slipway.run("buildx", "history", "logs", "--progress", "rawjson", "^1").errors())
        .contains("{\"vertexes\":[{\"digest\":\"sha256:");
    slipway.run("buildx", "history", "rm", "--all").succeeded();
    assertThat(slipway.run("buildx", "history", "ls", "--format", "{{.Ref}}").text()).isEmpty();
    assertThat(slipway.run("buildx", "history", "logs").errors()).contains("no records found");
  }

  /// Plays a person at a terminal: makes a pseudo-terminal, waits for texts and types.
  private static final String TERMINAL =
      """
      import fcntl, os, pty, signal, struct, sys, termios

      signal.alarm(300)

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
              if callable(reaction):
                  reaction = reaction(fd)
              os.write(fd, reaction)
          return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

      def size(fd, rows, columns):
          fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

      def resizes(fd):
          size(fd, 50, 99)
          return b'until stty size | grep -q "50 99"; do sleep 0.1; done; echo res""ized\\n'

      print('build', person(['build', '--debug-on-failure', '--secret', 'id=token,src=token', 'context'], [
          # The interrupted is who spoke: busybox's shell may lose what comes between two commands.
          (b'$ ', b'cat /tmp/half && sh -c "echo slee$()ping; exec sleep 1000"\\n'),
          (b'sleeping', b'\\x03'),
          (b'$ ', b'exit 3\\n')]))
      print('debug', person(['debug'], [
          (b'$ ', b'until stty size | grep -q "33 111"; do sleep 0.1; done; echo si""zed\\n'),
          (b'sized', resizes),
          (b'resized', b'exit 5\\n')]))
      """;
}
