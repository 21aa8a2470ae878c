package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user's terminal has its settings back whatever ends the command that had it.
class RunTerminalTest {
  @TempDir static Path folder;
  private static TestContainers containers;
  private static Program slipway;
  private static Path script;

  @BeforeAll
  static void prepare() throws Exception {
    containers = TestContainers.in(folder);
    slipway = containers.slipway();
    script = Files.writeString(folder.resolve("terminal.py"), TERMINAL);
  }

  @AfterEach
  void removeContainers() {
    containers.removeAll();
  }

  /// What becomes of a command at a terminal that gets a signal.
  ///
  /// @param trap what the container does with it
  /// @return its exit code, whether the terminal was raw before, and whether it is as it was
  private static String signalled(String signal, String trap, String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of("run", "-it", "--network", "none"));
    words.addAll(List.of(options));
    words.addAll(List.of("busybox", "sh", "-c", trap + CONTAINER));
    return play(signal, words);
  }

  private static String play(String signal, List<String> command) throws Exception {
    List<String> words = new ArrayList<>(List.of("python3", script.toString(), signal));
    words.add(Program.PROJECT + "/bin/slipway");
    words.addAll(command);
    return slipway.runOther(words.toArray(String[]::new)).succeeded().text();
  }

  private static final String CONTAINER =
      "echo re\"\"ady; sleep 1000 & while kill -0 $!; do wait; done";

  @Test
  void aSignalThatIsTheCommandsOwnEndsItAndTheContainerGoesOn() throws Exception {
    assertThat(signalled("SIGTERM", "", "--sig-proxy=false", "--name", "one"))
        .isEqualTo("143 raw restored");
    assertThat(signalled("SIGHUP", "", "--sig-proxy=false")).isEqualTo("129 raw restored");
    assertThat(containers.inspect("State.Status", "one")).isEqualTo("running");
  }

  @Test
  void aSignalThatIsTheContainersEndsBoth() throws Exception {
    assertThat(signalled("SIGTERM", "trap 'exit 3' TERM; ")).isEqualTo("3 raw restored");
    assertThat(signalled("SIGHUP", "trap 'exit 4' HUP; ")).isEqualTo("4 raw restored");
  }

  @Test
  void evenAfterKillTheTerminalIsAsItWas() throws Exception {
    assertThat(signalled("SIGKILL", "", "--name", "left")).isEqualTo("137 raw restored");
    assertThat(containers.inspect("State.Status", "left")).isEqualTo("running");
  }

  @Test
  void whoIsAttachedGetsItBackToo() throws Exception {
    String talk = "while :; do echo ready; sleep 0.1; done";
    containers.detached("talks", "-it", "busybox", "sh", "-c", talk);

    assertThat(play("SIGKILL", List.of("attach", "talks"))).isEqualTo("137 raw restored");
    assertThat(containers.inspect("State.Status", "talks")).isEqualTo("running");
  }

  /// Its terminal is made raw by the OCI runtime.
  @Test
  void aFurtherProcessGivesTheTerminalBackToo() throws Exception {
    containers.detached("box", "busybox", "sleep", "1000");
    List<String> exec = List.of("exec", "-it", "box", "sh", "-c", CONTAINER);

    assertThat(play("SIGTERM", exec)).isEqualTo("143 raw restored");
    assertThat(play("SIGKILL", exec)).isEqualTo("137 raw restored");
  }

  @Test
  void whatIsTypedIsShownAgainAfterAQuestionForAPassword() throws Exception {
    List<String> login = List.of("login", "-u", "ready", "127.0.0.1:1");

    assertThat(play("SIGINT", login)).isEqualTo("130 silent restored");
  }

  @Test
  void sizesAndLeavingAreToldAsEvents() throws Exception {
    assertThat(signalled("leave", "trap 'stty size' WINCH; ", "--name", "told"))
        .isEqualTo("0 raw restored");

    for (String command : List.of("events", "system events")) {
      String line = command + " --since 10m --until 0s --filter container=told --format ";
      assertThat(containers.say(line + "{{.Action}}").output().lines())
          .as(command)
          .containsExactly("create", "attach", "start", "resize", "resize", "detach");
      assertThat(containers.say(line + "{{.Action}} --filter event=detach").text())
          .isEqualTo("detach");
      assertThat(containers.say(line + "{{.Actor.Attributes}} --filter event=resize").output())
          .contains("height:33", "width:111", "height:50", "width:99");
    }
  }

  /// Plays a terminal with a shell in it that has started the command: it prints the command's exit
  /// code, and what `stty -a` says of the terminal when it is over.
  private static final String TERMINAL =
      """
      import fcntl, os, pty, signal, struct, sys, tempfile, termios

      SHELL = '''
      stty -a >before
      sh -c 'echo $$ >pid; exec "$0" "$@"' "$@"
      echo $? >code
      stty -a >after
      i=0
      while [ "$KILLED" ] && [ $i -lt 3000 ] && ! cmp -s before after; do
        sleep 0.1
        stty -a >after
        i=$((i+1))
      done
      '''

      def size(fd, rows, columns):
          fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))

      def text(name):
          with open(name) as file:
              return file.read()

      def output():
          try:
              return os.read(master, 4096)
          except OSError:
              return b''

      def awaits(word):
          seen = b''
          while word not in seen:
              data = output()
              assert data, seen
              seen += data

      what, words = sys.argv[1], sys.argv[2:]
      os.chdir(tempfile.mkdtemp(dir=os.path.dirname(sys.argv[0])))
      os.environ['KILLED'] = 'yes' if what == 'SIGKILL' else ''
      leader, master = pty.fork()
      if leader == 0:
          size(0, 33, 111)
          os.execvp('sh', ['sh', '-c', SHELL, 'sh'] + words)
      awaits(b'Password: ' if words[1] == 'login' else b'ready')
      flags = termios.tcgetattr(master)[3]
      raw = not flags & termios.ICANON
      if what == 'leave':
          size(master, 50, 99)
          awaits(b'50 99')
          os.write(master, b'\\x10\\x11')
      else:
          os.kill(int(text('pid')), getattr(signal, what))
      while output():
          pass
      os.waitpid(leader, 0)
      before, after = text('before').split(';', 3)[3], text('after').split(';', 3)[3]
      print(text('code').strip(), 'raw' if raw else 'echoing' if flags & termios.ECHO else 'silent',
            'restored' if before == after else before + after)
      """;
}
