package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everybody on a machine sees the arguments of all processes: no secret is among them, neither in
/// Slipway's nor in those of what it starts, while these run.
class SecretArgumentsTest {
  /// Nobody else on the machine has it.
  private static final String PASSWORD = "vK3-plain-to-see-8Qz";

  /// The password, by bcrypt.
  private static final String HTPASSWD =
      "jane:$2b$05$abcdefghijklmnopqrstuuio6BwB1qV9UDDa/11.wBuupODYlyvWq\n";

  /// Writes down what everybody sees, and what it is told by the environment.
  private static final String HELPER =
      """
      #!/bin/sh
      for process in /proc/[0-9]*; do
        tr '\\0' ' ' <"$process/cmdline" && echo
      done >>"$BOX.seen" 2>/dev/null
      env >>"$BOX.seen"
      case $1 in
        store) cat >"$BOX" ;;
        get) cat "$BOX" 2>/dev/null || { echo "credentials not found in native keychain"; exit 1; } ;;
        erase) rm -f "$BOX" ;;
      esac
      """;

  @TempDir private Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    slipway =
        Program.in(folder)
            .at(Files.createDirectory(folder.resolve("context")))
            .with("DOCKER_CONFIG", folder.resolve("docker").toString());
  }

  private static List<String> forms(String user, String secret) {
    String pair = user + ":" + secret;
    return List.of(
        secret, Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private void requireNowhereInTheStore(List<String> secrets) throws IOException {
    try (var files = Files.walk(slipway.store())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isRegularFile(file)) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(secrets);
        }
      }
    }
  }

  @Test
  void aPasswordGoesToItsHelperUnseen() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path helper = Files.writeString(bin.resolve("docker-credential-box"), HELPER);
    Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(folder.resolve("docker"));
    Files.writeString(folder.resolve("docker/config.json"), "{\"credsStore\":\"box\"}");
    Path box = folder.resolve("box");
    slipway = slipway.with("PATH", bin + ":" + System.getenv("PATH")).with("BOX", box.toString());
    Files.writeString(slipway.directory().resolve("Dockerfile"), "FROM scratch\nLABEL a=b\n");
    Path htpasswd = Files.writeString(folder.resolve("htpasswd"), HTPASSWD);
    String auth = "auth: {htpasswd: {realm: here, path: " + htpasswd + "}}";
    List<String> secrets = forms("jane", PASSWORD);
    try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"), auth, "")) {
      String name = registry.address() + "/echo:1";
      var typed = new ByteArrayInputStream(PASSWORD.getBytes(StandardCharsets.UTF_8));
      List<Outcome> said =
          List.of(
              slipway.run(
                  typed, "-D", "login", "-u", "jane", "--password-stdin", registry.address()),
              slipway.run("-D", "build", "--push", "--load", "-t", name, "."),
              slipway.run("-D", "push", name),
              slipway.run("-D", "pull", name),
              slipway.run("-D", "image", "copy", name, registry.address() + "/copy:1"),
              slipway.run("registry", "check", registry.address()),
              slipway.run("builder", "history", "ls"));
      for (Outcome each : said) {
        assertThat(each.succeeded().all()).doesNotContain(secrets);
      }
      assertThat(Files.readString(box)).contains(PASSWORD);
      assertThat(Files.readString(folder.resolve("box.seen")))
          .contains("docker-credential-box store", "docker-credential-box get")
          .contains("Main -D login -u jane --password-stdin " + registry.address(), "Main -D push")
          .doesNotContain(secrets);
      requireNowhereInTheStore(secrets);
      slipway.run("logout", registry.address()).succeeded();
      assertThat(box).doesNotExist();
    }
  }

  /// A repository for those alone who log in; on each request it is looked what everybody sees.
  private HttpServer repositories(Path served, String wanted, Queue<String> seen)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.addAll(arguments());
          answer(exchange, served, wanted);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void answer(HttpExchange exchange, Path served, String wanted) throws IOException {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (given == null || !given.substring(given.indexOf(' ') + 1).equals(wanted)) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"here\"");
      exchange.sendResponseHeaders(401, -1);
      return;
    }
    Path file = served.resolve(exchange.getRequestURI().getPath().substring(1));
    boolean there = Files.isRegularFile(file);
    exchange.sendResponseHeaders(there ? 200 : 404, there ? Files.size(file) : -1);
    if (there) {
      Files.copy(file, exchange.getResponseBody());
    }
  }

  /// Those of all processes, but for this one and those that are gone meanwhile.
  private static List<String> arguments() throws IOException {
    List<String> all = new java.util.ArrayList<>();
    String own = Long.toString(ProcessHandle.current().pid());
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (!process.getFileName().toString().equals(own)) {
          try {
            all.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1));
          } catch (IOException gone) {
            // Nobody sees it any more.
          }
        }
      }
    }
    return all;
  }

  private void requireCloned(String user, String before, String... options) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is not installed");
    Path served = Files.createDirectory(folder.resolve("served"));
    slipway
        .runOther(
            "sh",
            "-ec",
            """
            git init -q "$0/work" && cd "$0/work" && echo committed >a && git add a
            git -c user.name=n -c user.email=e commit -qm first
            git clone -q --bare . "$0/repo.git" && git -C "$0/repo.git" update-server-info
            """,
            served.toString())
        .succeeded();
    List<String> secrets = forms(user, PASSWORD);
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    HttpServer server = repositories(served, secrets.getLast(), seen);
    try {
      String address = "127.0.0.1:" + server.getAddress().getPort() + "/repo.git";
      Files.writeString(
          slipway.directory().resolve("Dockerfile"),
          "FROM scratch\nADD http://" + before + address + " /m/\n");
      String[] words = new String[options.length + 5];
      System.arraycopy(new String[] {"-D", "build", "-o", "files"}, 0, words, 0, 4);
      System.arraycopy(options, 0, words, 4, options.length);
      words[words.length - 1] = ".";
      slipway.run(words).succeeded();
      assertThat(slipway.directory().resolve("files/m/a")).hasContent("committed\n");
      assertThat(seen)
          .as("what everybody sees while git runs")
          .anyMatch(line -> line.contains("remote-http") && line.contains(address))
          .noneMatch(line -> secrets.stream().anyMatch(line::contains));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aTokenGoesToGitUnseen() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), PASSWORD + "\n");
    requireCloned("x-access-token", "", "--secret", "id=GIT_AUTH_TOKEN,src=" + token);
    requireNowhereInTheStore(forms("x-access-token", PASSWORD));
  }

  @Test
  void aPasswordOfAnAddressGoesToGitUnseen() throws Exception {
    requireCloned("joe", "joe:" + PASSWORD + "@");
  }
}
