package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ADD` of Git repositories by SSH, and `RUN --mount=type=ssh`, with a real server: it listens on
/// port 22 of a network of the test's own, where nobody else is.
class SshSourcesTest {
  private static final Path SERVER = Path.of("/usr/sbin/sshd");

  /// The server needs this directory, whatever it is told.
  private static final Path RUN = Path.of("/run/sshd");

  /// Starts the server, waits until it answers, and runs a command.
  private static final String BESIDE_THE_SERVER =
      """
      ip link set lo up
      if [ -e "$0.passwd" ]; then mount --bind "$0.passwd" /etc/passwd; fi
      /usr/sbin/sshd -D -e -f "$0" 2>"$0.log" &
      server=$!
      trap 'kill $server' EXIT
      until ssh-keyscan -T 1 127.0.0.1 >/dev/null 2>&1; do kill -0 $server || exit 99; sleep 0.05; done
      "$@"
      """;

  private static final int GIT_USER = 54_321;

  @TempDir Path folder;
  private Program slipway;
  private Path configuration;
  private Path repository;
  private boolean madeRun;

  @BeforeEach
  void prepare() throws Exception {
    Program.needRoot();
    assumeTrue(Files.isExecutable(SERVER), "openssh-server is not installed");
    for (String program : List.of("git", "ssh", "ssh-keygen", "unshare")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
    }
    if (!Files.exists(RUN)) {
      Files.createDirectory(RUN);
      madeRun = true;
    }
    slipway = Program.in(folder).at(Files.createDirectory(folder.resolve("context")));
    makeKey("host-key");
    makeKey("user-key");
    Files.copy(folder.resolve("user-key.pub"), folder.resolve("authorized"));
    configuration =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress 127.0.0.1
            HostKey %1$s/host-key
            AuthorizedKeysFile %1$s/authorized
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            StrictModes no
            UsePAM no
            PidFile none
            """
                .formatted(folder));
    repository = folder.resolve("repo.git");
    slipway
        .runOther(
            "sh",
            "-ec",
            """
            git init -q -b main "$0" && cd "$0" && echo committed >a
            printf 'FROM scratch\\nCOPY a /of-the-repository\\n' >Dockerfile && git add a Dockerfile
            git -c user.name=n -c user.email=e commit -qm first
            """,
            repository.toString())
        .succeeded();
  }

  @AfterEach
  void giveBack() throws Exception {
    if (madeRun) {
      Files.deleteIfExists(RUN);
    }
  }

  private void makeKey(String name) throws Exception {
    slipway
        .runOther(
            "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(name).toString())
        .succeeded();
  }

  private Outcome build(String dockerfile, String... words) throws Exception {
    Files.writeString(slipway.directory().resolve("Dockerfile"), dockerfile);
    return buildOf(".", words);
  }

  private Outcome buildOf(String context, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--net",
                "--mount",
                "sh",
                "-c",
                BESIDE_THE_SERVER,
                configuration.toString()));
    command.add(Program.PROJECT.resolve("bin/slipway").toString());
    command.addAll(List.of("build", "--progress=plain", "-t", "by-ssh"));
    command.addAll(List.of(words));
    command.add(context);
    return slipway.runOther(command.toArray(String[]::new));
  }

  private String key() {
    return "default=" + folder.resolve("user-key");
  }

  @Test
  void repositoryIsFetchedInBothForms() throws Exception {
    build("FROM scratch\nADD root@127.0.0.1:" + repository + " /m/\n", "--ssh", key()).succeeded();
    build("FROM scratch\nADD ssh://root@127.0.0.1" + repository + "#main /m/\n", "--ssh", key())
        .succeeded();

    slipway.run("save", "-o", folder.resolve("image.tar").toString(), "by-ssh").succeeded();
    assertThat(SavedImage.read(folder.resolve("image.tar")).described().keySet())
        .contains("file /m/a");
  }

  /// The server knows no other user than `git`, whose the repository is.
  @Test
  void addressSaysWhichUserTheServerSees() throws Exception {
    Files.writeString(configuration, "AllowUsers git\n", StandardOpenOption.APPEND);
    Files.writeString(
        folder.resolve("sshd_config.passwd"),
        Files.readString(Path.of("/etc/passwd")).replaceAll("(?m)^git:.*\n", "")
            + "git:x:%1$d:%1$d::%2$s:/bin/sh\n".formatted(GIT_USER, folder));
    slipway
        .runOther(
            "sh",
            "-ec",
            "chown -R $1:$1 \"$0\" && chmod 700 \"$0\" && chmod 755 \"$2\" && chmod 644 \"$2/authorized\"",
            repository.toString(),
            Integer.toString(GIT_USER),
            folder.toString())
        .succeeded();

    build("FROM scratch\nADD git@127.0.0.1:" + repository + " /m/\n", "--ssh", key()).succeeded();
    Outcome other =
        build("FROM scratch\nADD root@127.0.0.1:" + repository + " /m/\n", "--ssh", key());

    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.errors()).contains("root@127.0.0.1: Permission denied");
    assertThat(buildOf("git@127.0.0.1:" + repository, "--ssh", key()).errors())
        .contains("of-the-repository");
  }

  @Test
  void withoutAKeyItIsRefused() throws Exception {
    Outcome refused = build("FROM scratch\nADD root@127.0.0.1:" + repository + " /m/\n");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains("failed to fetch remote root@127.0.0.1:" + repository)
        .contains("Permission denied")
        .contains("--ssh default");
  }

  @Test
  void anotherHostKeyThanBeforeIsRefused() throws Exception {
    String text = "FROM scratch\nADD root@127.0.0.1:" + repository + " /m/\n";
    build(text, "--ssh", key()).succeeded();
    Files.delete(folder.resolve("host-key"));
    Files.delete(folder.resolve("host-key.pub"));
    makeKey("host-key");

    Outcome refused = build(text, "--ssh", key());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("Host key verification failed").contains("known_hosts");
  }

  @Test
  void stepReachesTheServerWithTheAgentsKey() throws Exception {
    slipway.load("busybox");
    Path tools = Files.createDirectory(folder.resolve("tools"));
    slipway
        .runOther(
            "sh",
            "-ec",
            """
            for file in /usr/bin/ssh $(ldd /usr/bin/ssh | grep -o '/[^ ]*'); do
              mkdir -p "$0$(dirname "$file")" && cp -L "$file" "$0$file"
            done
            """,
            tools.toString())
        .succeeded();

    Outcome built =
        build(
            """
            FROM busybox
            COPY --from=tools / /
            RUN --mount=type=ssh --network=host ssh -F /dev/null -o BatchMode=yes \
              -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@127.0.0.1 echo reached
            """,
            "--ssh",
            key(),
            "--allow",
            "network.host",
            "--build-context",
            "tools=" + tools);

    built.succeeded();
    assertThat(built.errors()).containsPattern("#\\d+ [0-9.]+ reached");
  }
}
