package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What the articles do with containers, done by an ordinary user. What they build is of one Go
/// image, since a user's own store unpacks it.
@Tag("long")
class RootlessSeedsTest {
  private static final String HELLO =
      "package main\n\nfunc main() { println(\"Hello, Go examples!\") }\n";
  private static final String USER = "slipway-it-seeds";
  private static final int FIRST_NUMBER = 300_000;

  private static OrdinaryUser user;
  private static Program slipway;

  @BeforeAll
  static void makeUser() throws Exception {
    Program.needRoot();
    user = OrdinaryUser.make(USER, FIRST_NUMBER);
    slipway = user.slipway();
    user.load("busybox", "alpine:latest", "alpine:3.4", "golang:1.19");
    for (String name : new String[] {"golang", "golang:1.19-bullseye", "golang:1.20"}) {
      slipway.run("tag", "golang:1.19", name).succeeded();
    }
    Files.writeString(user.directory().resolve("hello.go"), HELLO);
    user.own();
  }

  @AfterAll
  static void removeUser() throws Exception {
    if (user != null) {
      user.remove();
    }
  }

  /// Hosts give new users numbers of their own accord, which come before ours.
  private static long firstNumber() throws IOException {
    for (String line : Files.readAllLines(Path.of("/etc/subuid"))) {
      if (line.startsWith(USER + ":")) {
        return Long.parseLong(line.split(":")[1]);
      }
    }
    throw new AssertionError(USER + " has no numbers");
  }

  private static Outcome run(String... words) {
    List<String> all = new ArrayList<>(List.of("container", "run", "--rm"));
    all.addAll(List.of(words));
    return slipway.run(all.toArray(String[]::new));
  }

  /// The example of that name, in the user's directory.
  private static Program example(String name) throws Exception {
    Path folder = Program.example(name, user.directory().resolve(name));
    user.own();
    return slipway.at(folder);
  }

  @Test
  void c1AOneOffCommandHasANetwork() {
    assertThat(run("golang", "go", "version").succeeded().text()).contains("go1.19");
    assertThat(run("busybox", "ip", "route").succeeded().text()).contains("default via ");
  }

  @Test
  void c2ToC4TheNewestContainerBecomesAnImageThatRunsItsProgram() {
    slipway
        .run(
            "container",
            "run",
            "-v",
            user.directory() + ":/src:ro",
            "golang",
            "sh",
            "-c",
            "go build -o /go/bin/hello /src/hello.go && chown 12:34 /go/bin/hello")
        .succeeded();
    String newest = slipway.run("container", "ls", "-lq").succeeded().text();

    slipway.run("container", "commit", newest, "awesomeness").succeeded();
    assertThat(run("awesomeness", "hello").succeeded().errors()).contains("Hello, Go examples!");
    slipway.run("commit", "--change", "CMD [\"hello\"]", newest, "greeter").succeeded();
    assertThat(run("greeter").succeeded().errors()).contains("Hello, Go examples!");
    assertThat(run("greeter", "stat", "-c", "%u:%g", "/go/bin/hello").text()).isEqualTo("12:34");
    slipway.run("rm", newest).succeeded();
  }

  @Test
  void c5AndC6TheLastCommandIsProcessOneAndIsAskedToStop() {
    assertThat(run("golang", "sh", "-c", "exec sh -c 'echo $$'").succeeded().text()).isEqualTo("1");
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "listens",
            "golang",
            "sh",
            "-c",
            "exec sh -c \"trap 'exit 0' TERM; while :; do sleep 0.1; done\"")
        .succeeded();
    slipway.run("run", "-d", "--name", "deaf", "golang", "sleep", "1000").succeeded();

    slipway.run("container", "stop", "-t", "60", "listens").succeeded();
    slipway.run("container", "stop", "-t", "0", "deaf").succeeded();

    assertThat(slipway.run("wait", "listens", "deaf").output()).isEqualTo("0\n137\n");
    slipway.run("rm", "listens", "deaf").succeeded();
  }

  @Test
  void c7VersionsAreTagsSideBySide() {
    run("alpine:3.4", "true").succeeded();
    run("alpine", "true").succeeded();
    assertThat(slipway.run("images", "-q", "alpine:3.4").succeeded().text())
        .isNotEqualTo(slipway.run("images", "-q", "alpine:latest").succeeded().text());
  }

  @Test
  void c8AndC9ProgramsComeOutByMountsInMountsForOtherSystems() throws Exception {
    Path go = Files.createDirectory(user.directory().resolve("go"));
    Path bin = Files.createDirectory(user.directory().resolve("bin"));
    user.own();
    slipway
        .with("GOARCH", "amd64")
        .run(
            "run",
            "--rm",
            "-v",
            bin + ":/go/bin",
            "-v",
            go + ":/go",
            "-v",
            user.directory() + ":/src:ro",
            "-e",
            "GOOS=darwin",
            "-e",
            "GOARCH",
            "golang",
            "go",
            "build",
            "-o",
            "/go/bin/darwin_amd64/hello",
            "/src/hello.go")
        .succeeded();

    assertThat(bin.resolve("darwin_amd64/hello")).isRegularFile();
    assertThat(go.resolve("bin")).isEmptyDirectory();
    assertThat(Files.getOwner(bin.resolve("darwin_amd64/hello")))
        .isEqualTo(Files.getOwner(user.directory()));
  }

  @Test
  void c10AndC11TheNounFormsBuildAnImageOfOneFile() throws Exception {
    Path folder = Files.createDirectory(user.directory().resolve("scratch"));
    Files.writeString(folder.resolve("hello.go"), HELLO);
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM scratch\nCOPY ./hello /hello\nENTRYPOINT [\"/hello\"]\n");
    user.own();
    run(
            "-v",
            folder + ":/src",
            "-w",
            "/src",
            "-e",
            "CGO_ENABLED=0",
            "golang",
            "go",
            "build",
            "hello.go")
        .succeeded();

    slipway.at(folder).run("image", "build", "-t", "hello", ".").succeeded();

    assertThat(run("hello").succeeded().errors()).contains("Hello, Go examples!");
    assertThat(slipway.run("image", "ls", "hello").succeeded().text())
        .containsPattern("hello +latest .* [12]\\.[0-9]+MB");
  }

  @Test
  void c12AStaticProgramResolvesNamesOnAnEmptyImage() throws Exception {
    Path folder = Files.createDirectory(user.directory().resolve("lookup"));
    Files.writeString(
        folder.resolve("lookup.go"),
        """
        package main

        import (
        	"fmt"
        	"net"
        	"os"
        )

        func main() {
        	fmt.Println(net.LookupHost(os.Args[1]))
        }
        """);
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM scratch\nCOPY lookup /lookup\nENTRYPOINT [\"/lookup\"]\n");
    user.own();
    run(
            "-v",
            folder + ":/src",
            "-w",
            "/src",
            "golang",
            "go",
            "build",
            "-tags",
            "netgo",
            "-installsuffix",
            "netgo",
            "-ldflags",
            "-extldflags=-static",
            "lookup.go")
        .succeeded();
    slipway.at(folder).run("build", "-t", "lookup", ".").succeeded();

    assertThat(run("--add-host", "far.test:192.0.2.7", "lookup", "far.test").succeeded().text())
        .isEqualTo("[192.0.2.7] <nil>");
    assertThat(run("-h", "own", "lookup", "own").text()).matches("\\[10\\.[0-9.]+\\] <nil>");
  }

  @Test
  void c13PackagesComeOverTheHostsNetwork() throws Exception {
    Path packages = Files.createDirectories(user.directory().resolve("packages/usr/bin"));
    Files.writeString(packages.resolve("ab"), "#!/bin/sh\necho This is ab\n");
    slipway
        .runOther("sh", "-ec", "cd packages; chmod 755 usr/bin/ab; tar -cf apache2-utils.tar usr")
        .succeeded();
    byte[] tar = Files.readAllBytes(user.directory().resolve("packages/apache2-utils.tar"));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/apache2-utils.tar",
        asked -> {
          asked.sendResponseHeaders(200, tar.length);
          asked.getResponseBody().write(tar);
          asked.close();
        });
    server.start();
    try {
      Files.writeString(
          user.directory().resolve("Dockerfile.packages"),
          "FROM alpine:3.4\nRUN echo http://127.0.0.1:"
              + server.getAddress().getPort()
              + " >/etc/apk/repositories && apk add --no-cache apache2-utils && ab\n");
      user.own();
      slipway
          .run("build", "--network", "host", "-f", "Dockerfile.packages", "-t", "small", ".")
          .succeeded();
    } finally {
      server.stop(0);
    }
    assertThat(run("small", "ab").succeeded().text()).isEqualTo("This is ab");
  }

  @Test
  void a9ToA12AServiceIsAskedListedStoppedAndStartedAgain() throws Exception {
    example("echo").run("build", "-f", "Dockerfile.lean", "-t", "echo", ".").succeeded();
    slipway.run("run", "-d", "--name", "echo", "--publish", "127.0.0.1::8080", "echo").succeeded();

    assertThat(Service.of(slipway, "echo", 8080).get("/?q=hello").body()).isEqualTo("hello");
    assertThat(slipway.run("ps", "--filter", "name=echo").text())
        .containsPattern("Up .* 127.0.0.1:\\d+->8080/tcp +echo");
    assertThat(slipway.run("logs", "echo").all()).contains("/?q=hello");
    slipway.run("stop", "-t", "1", "echo").succeeded();
    assertThat(slipway.run("ps", "-a", "--filter", "name=echo").text()).contains("Exited (");
    slipway.run("start", "echo").succeeded();
    assertThat(Service.of(slipway, "echo", 8080).get("/?q=again").body()).isEqualTo("again");
    slipway.run("rm", "-f", "echo").succeeded();
  }

  @Test
  void b7AndB8AnExposedPortIsPublishedAndTheUserIsTheImagesOwn() throws Exception {
    example("api").run("build", "-f", "Dockerfile.8-metadata", "-t", "api", ".").succeeded();
    String id = slipway.run("run", "-d", "--rm", "-P", "api").succeeded().text();

    assertThat(Service.of(slipway, id, 8080).get("/").statusCode()).isEqualTo(200);
    String pid = slipway.run("inspect", "-f", "{{.State.Pid}}", id).succeeded().text();
    long onTheHost = firstNumber() + 1001 - 1; // Root of the container is the user, as 0.
    assertThat(Files.readString(Path.of("/proc", pid, "status")))
        .containsPattern("Uid:\\s+" + onTheHost + "\\s");
    slipway.run("rm", "-f", id).succeeded();
  }

  @Test
  void d3TheArgumentReachesTheBinary() throws Exception {
    example("service")
        .run("build", "--build-arg", "VERSION=0.0.1", "-t", "go-docker-demo:0.0.1", ".")
        .succeeded();
    String id =
        slipway
            .run("run", "-d", "--rm", "-p", "127.0.0.1::8080", "go-docker-demo:0.0.1")
            .succeeded()
            .text();

    assertThat(Service.of(slipway, id, 8080).get("/").body()).contains("\"version\":\"0.0.1\"");
    slipway.run("rm", "-f", id).succeeded();
  }

  @Test
  void e5ToE7AToolIsCopiedThroughALinkAndAShellFindsIt() throws Exception {
    Files.writeString(
        user.directory().resolve("Dockerfile.tool"),
        """
        FROM golang AS prelim
        RUN printf '#!/bin/sh\\necho This is soda\\n' >/go/bin/soda && chmod 755 /go/bin/soda
        FROM golang
        WORKDIR /
        COPY --from=prelim --chown=5:6 /go/bin/soda bin/
        CMD sleep 1000
        """);
    user.own();
    slipway.run("build", "-f", "Dockerfile.tool", "-t", "tool", ".").succeeded();
    String id = slipway.run("run", "-d", "tool").succeeded().text();

    assertThat(slipway.run("ps", "--format", "{{.Names}}").text()).matches("[a-z]+_[a-z]+");
    String exec =
        String.join(" ", slipway.launcher()) + " exec -it " + id.substring(0, 6) + " /bin/sh -c";
    Outcome shell =
        slipway.runOther(
            "script", "-qec", exec + " 'tty; /bin/soda; stat -c %u:%g /bin/soda'", "/dev/null");
    assertThat(shell.output()).contains("/dev/pts/").contains("This is soda").contains("5:6");
    slipway.run("rm", "-f", id).succeeded();
  }
}
