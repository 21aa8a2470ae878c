package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that needs a module which only a Git server has, by SSH, with a real server in a
/// network of the test's own: what `lint` says of it, and what `improve` makes of it.
@Tag("long")
class PrivateModuleTest {
  private static final Path SERVER = Path.of("/usr/sbin/sshd");

  /// For documentation alone: nobody's.
  private static final String ADDRESS = "192.0.2.10";

  private static final String MODULE = "git.corp.internal/team/greeting.git";
  private static final String MODULE_FILE = "module " + MODULE + "\n\ngo 1.19\n";
  private static final String GREETING =
      "package greeting\n\n// Of is said to name.\nfunc Of(name string) string { return \"hello \" + name }\n";

  /// Starts the server on an address that containers reach by their gateway, and runs a command.
  private static final String BESIDE_THE_SERVER =
      """
      mount -t tmpfs tmpfs /run && mkdir /run/sshd
      ip link set lo up && ip address add 192.0.2.10/32 dev lo
      /usr/sbin/sshd -D -e -f "$0" 2>"$0.log" &
      server=$!
      trap 'kill $server' EXIT
      until ssh-keyscan -T 1 192.0.2.10 >/dev/null 2>&1; do kill -0 $server || exit 99; sleep 0.05; done
      "$@"
      """;

  @TempDir Path folder;
  private Program slipway;
  private Path configuration;

  @BeforeEach
  void prepare() throws Exception {
    Program.needRoot();
    assumeTrue(Files.isExecutable(SERVER), "openssh-server is not installed");
    for (String program : List.of("git", "ssh", "ssh-keygen", "unshare")) {
      assumeTrue(Files.isExecutable(Path.of("/usr/bin", program)), program + " is not installed");
    }
    slipway = ExampleStore.with("golang:1.19").at(Files.createDirectory(folder.resolve("service")));
    for (String key : List.of("host-key", "user-key")) {
      slipway
          .runOther(
              "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key).toString())
          .succeeded();
    }
    Files.copy(folder.resolve("user-key.pub"), folder.resolve("authorized"));
    configuration =
        Files.writeString(
            folder.resolve("sshd_config"),
            """
            ListenAddress %2$s
            HostKey %1$s/host-key
            AuthorizedKeysFile %1$s/authorized
            PermitRootLogin prohibit-password
            PasswordAuthentication no
            StrictModes no
            UsePAM no
            PidFile none
            """
                .formatted(folder, ADDRESS));
    publishTheModule();
    toolchainWithSsh();
    service();
  }

  private void publishTheModule() throws Exception {
    Path repository = Files.createDirectories(folder.resolve("team/greeting.git"));
    Files.writeString(repository.resolve("go.mod"), MODULE_FILE);
    Files.writeString(repository.resolve("greeting.go"), GREETING);
    slipway
        .runOther(
            "sh",
            "-ec",
            """
            cd "$0" && git init -q -b main && git add .
            git -c user.name=n -c user.email=e commit -qm first && git tag v1.0.0
            """,
            repository.toString())
        .succeeded();
  }

  /// As a team has it: Go's image with an SSH client, and the server's key in it.
  private void toolchainWithSsh() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    slipway
        .runOther(
            "sh",
            "-ec",
            """
            for file in /usr/bin/ssh $(ldd /usr/bin/ssh | grep -o '/[^ ]*'); do
              mkdir -p "$0$(dirname "$file")" && cp -L "$file" "$0$file"
            done
            mkdir -p "$0/etc/ssh" && echo "$2 $(cut -d ' ' -f 1,2 "$1")" >"$0/etc/ssh/ssh_known_hosts"
            """,
            tools.toString(),
            folder.resolve("host-key.pub").toString(),
            ADDRESS)
        .succeeded();
    Files.writeString(
        tools.resolve("Dockerfile"),
        "FROM golang:1.19\nCOPY usr /usr\nCOPY lib* /lib\nCOPY etc /etc\n");
    slipway.at(tools).run("build", "-q", "-t", "golang:1.19-ssh", ".").succeeded();
  }

  private void service() throws Exception {
    write("go.mod", "module example.com/service\n\ngo 1.19\n\nrequire " + MODULE + " v1.0.0\n");
    write("go.sum", sums());
    write(
        "main.go",
        """
        package main

        import (
        	"fmt"
        	"net/http"

        	greeting "%s"
        )

        func main() {
        	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
        		fmt.Fprintln(w, greeting.Of(r.URL.Query().Get("name")))
        	})
        	http.ListenAndServe(":8080", nil)
        }
        """
            .formatted(MODULE));
  }

  private void write(String name, String text) throws Exception {
    Files.writeString(slipway.directory().resolve(name), text);
  }

  /// As `go mod tidy` would write it: each file of the module by its digest, and the digest of all
  /// that.
  private static String sums() throws Exception {
    String below = MODULE + "@v1.0.0/";
    String all = sum(MODULE_FILE, below + "go.mod") + sum(GREETING, below + "greeting.go");
    return MODULE
        + " v1.0.0 "
        + tree(all)
        + "\n"
        + MODULE
        + " v1.0.0/go.mod "
        + tree(sum(MODULE_FILE, "go.mod"))
        + "\n";
  }

  private static String sum(String text, String name) throws Exception {
    return HexFormat.of().formatHex(sha256(text)) + "  " + name + "\n";
  }

  private static String tree(String lines) throws Exception {
    return "h1:" + Base64.getEncoder().encodeToString(sha256(lines));
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome besideTheServer(String... words) throws Exception {
    var command =
        new ArrayList<>(List.of("unshare", "--net", "--mount", "sh", "-c", BESIDE_THE_SERVER));
    command.add(configuration.toString());
    command.add(Program.PROJECT.resolve("bin/slipway").toString());
    command.addAll(List.of(words));
    return slipway.runOther(command.toArray(String[]::new));
  }

  private static String dockerfile(Path folder, String mount) {
    return """
    FROM golang:1.19-ssh
    ENV GOPRIVATE=git.corp.internal
    RUN git config --global url."ssh://root@%s%s/".insteadOf https://git.corp.internal/
    WORKDIR /app
    COPY . .
    RUN %sgo build -o svc .
    CMD ["./svc"]
    """
        .formatted(ADDRESS, folder, mount);
  }

  @Test
  void lintAsksForAnAgentWhereThereIsNone() throws Exception {
    write("Dockerfile", dockerfile(folder, ""));

    assertThat(slipway.run("lint", ".").all())
        .contains("PrivateModuleAccess")
        .contains(MODULE + " is a private module, and this step has no way to read it")
        .contains("--mount=type=ssh");

    write("Dockerfile", dockerfile(folder, "--mount=type=ssh "));
    assertThat(slipway.run("lint", ".").all()).doesNotContain("PrivateModuleAccess");
  }

  @Test
  void improveKeepsTheAgentInTheStepThatNeedsIt() throws Exception {
    write("Dockerfile", dockerfile(folder, "--mount=type=ssh "));

    Outcome improved =
        besideTheServer(
            "improve",
            "--write",
            "--request",
            "GET /?name=you",
            "--ssh",
            "default=" + folder.resolve("user-key"));

    improved.succeeded();
    assertThat(improved.text())
        .contains("Both were built and run:", "Wrote Dockerfile.")
        .containsPattern("8080 GET /\\?name=you +200 hello you +200 hello you +same")
        .doesNotContain("DIFFERENT", "Left out");
    String file = Files.readString(slipway.directory().resolve("Dockerfile"));
    assertThat(file)
        .contains("FROM scratch")
        .containsPattern("--mount=type=ssh[^&]*go mod download");
    Outcome built =
        besideTheServer(
            "build",
            "-q",
            "-t",
            "it-private",
            "--ssh",
            "default=" + folder.resolve("user-key"),
            ".");
    built.succeeded();
    String size = slipway.run("inspect", "-f", "{{.Size}}", "it-private").succeeded().text();
    assertThat(Long.parseLong(size)).isLessThan(6_000_000);
  }
}
