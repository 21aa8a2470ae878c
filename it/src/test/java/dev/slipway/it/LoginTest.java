package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ways in which a password is given, and that it is nowhere to be found.
class LoginTest {
  private static final String PASSWORD = "secret";
  private static final String BASE64 = "amFuZTpzZWNyZXQ=";

  /// `secret`, by bcrypt.
  private static final String HTPASSWD =
      "jane:$2b$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a\n";

  /// Answers the two questions at a terminal and prints all that was to be seen there.
  private static final String PERSON =
      """
      import os, pty, signal, sys

      signal.alarm(300)
      pid, fd = pty.fork()
      if pid == 0:
          os.execv(sys.argv[1], sys.argv[1:])
      seen = b''
      for question, answer in [(b'Username: ', b'jane\\n'), (b'Password: ', b'secret\\n'), (None, None)]:
          while question is None or question not in seen:
              try:
                  data = os.read(fd, 4096)
              except OSError:
                  data = b''
              if not data:
                  break
              seen += data
          if answer:
              os.write(fd, answer)
      sys.stdout.write(seen.decode())
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """;

  @TempDir private Path folder;
  private RealRegistry registry;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    Path htpasswd = Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
    registry =
        RealRegistry.start(
            folder.resolve("registry"),
            "auth: {htpasswd: {realm: here, path: " + htpasswd + "}}",
            "");
    slipway = Program.in(folder).with("DOCKER_CONFIG", folder.resolve("docker").toString());
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private Outcome login(String password, String... options) {
    String[] words = new String[options.length + 5];
    System.arraycopy(options, 0, words, 0, options.length);
    System.arraycopy(
        new String[] {"login", "-u", "jane", "--password-stdin", registry.address()},
        0,
        words,
        options.length,
        5);
    return slipway.run(new ByteArrayInputStream(password.getBytes(StandardCharsets.UTF_8)), words);
  }

  private String kept() throws Exception {
    return Files.readString(folder.resolve("docker/config.json"));
  }

  @Test
  void aPasswordOfTheCommandLineIsTakenWithAWarning() throws Exception {
    Outcome login = slipway.run("login", "-u", "jane", "-p", PASSWORD, registry.address());
    assertThat(login.succeeded().text()).isEqualTo("Login Succeeded");
    assertThat(login.errors())
        .contains("WARNING! Using --password via the CLI is insecure. Use --password-stdin.");
    assertThat(kept()).contains(registry.address(), BASE64);
    Outcome both =
        slipway.run("login", "-u", "jane", "-p", PASSWORD, "--password-stdin", registry.address());
    assertThat(both.errors()).contains("--password and --password-stdin are mutually exclusive");
    Outcome nobody = slipway.run("login", "--password-stdin", registry.address());
    assertThat(nobody.errors()).contains("Must provide --username with --password-stdin");
    Outcome silent = slipway.run("login", registry.address() + "0");
    assertThat(silent.errors()).contains("non TTY device", "remedy: ");
  }

  @Test
  void atATerminalItIsAskedForAndNotShown() throws Exception {
    Path person = Files.writeString(folder.resolve("person.py"), PERSON);
    String program = slipway.launcher().getFirst();
    Outcome seen =
        slipway
            .runOther("python3", person.toString(), program, "login", registry.address())
            .succeeded();
    assertThat(seen.output())
        .contains("Username: jane", "Password: ", "Login Succeeded")
        .doesNotContain(PASSWORD);
    assertThat(kept()).contains(BASE64);
  }

  @Test
  void itIsInNoMessageNoHistoryAndNoOtherFile() throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nLABEL a=b\n");
    Files.writeString(folder.resolve(".dockerignore"), "*\n");
    String name = registry.address() + "/echo:1";
    assertThat(login("nonsense", "-D").errors()).doesNotContain("nonsense");
    Outcome login = login(PASSWORD, "-D").succeeded();
    Outcome build = slipway.run("-D", "build", "--push", "-t", name, ".").succeeded();
    Outcome pull = slipway.run("-D", "pull", name).succeeded();
    Outcome check = slipway.run("registry", "check", registry.address()).succeeded();
    for (Outcome each : new Outcome[] {login, build, pull, check}) {
      assertThat(each.all()).doesNotContain(PASSWORD, BASE64);
    }
    try (var files = Files.walk(slipway.store())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(PASSWORD, BASE64);
        }
      }
    }
    assertThat(kept()).contains(BASE64);
  }

  @Test
  void aHelperOfOneHostKeepsTheHostsPasswordAlone() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path helper = bin.resolve("docker-credential-box");
    Files.writeString(
        helper,
        """
        #!/bin/sh
        case $1 in
          store) cat >"$BOX" ;;
          get) cat "$BOX" ;;
        esac
        """);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(folder.resolve("docker"));
    Files.writeString(
        folder.resolve("docker/config.json"),
        "{\"credHelpers\":{\"" + registry.address() + "\":\"box\",\"other.test\":\"nosuch\"}}");
    Path box = folder.resolve("box");
    slipway = slipway.with("PATH", bin + ":" + System.getenv("PATH")).with("BOX", box.toString());
    assertThat(login(PASSWORD).succeeded().text()).isEqualTo("Login Succeeded");
    assertThat(Files.readString(box)).contains("\"Secret\"", PASSWORD);
    assertThat(kept()).doesNotContain(BASE64);
    Outcome tags = slipway.run("image", "tags", registry.address() + "/nothing");
    assertThat(tags.errors()).doesNotContain("unauthorized");
  }
}
