package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Contexts that are no directory: archives, repositories, web addresses, standard input; and named
/// ones of every kind.
class BuildContextsTest {
  @TempDir Path folder;
  private static Program store;
  private Path context;
  private Path served;
  private Program small;
  private HttpServer server;
  private String address;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("busybox");
  }

  @BeforeEach
  void enter() throws Exception {
    context = Files.createDirectory(folder.resolve("context"));
    served = Files.createDirectory(folder.resolve("served"));
    small = store.at(context);
    server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            served.toAbsolutePath(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    address = "http://127.0.0.1:" + server.getAddress().getPort();
    write("app/run", "from-the-context\n");
    write("skipped", "skipped\n");
    write(".dockerignore", "skipped\n");
    write("Dockerfile", "FROM busybox\nCOPY . /x\nRUN cat /x/app/run; ls -A /x\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void write(String path, String text) throws Exception {
    Path file = context.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Path tar(String option, String name) throws Exception {
    Path archive = served.resolve(name);
    small.runOther("tar", option + "cf", archive.toString(), ".").succeeded();
    return archive;
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome build(InputStream input, String... words) {
    var all = new java.util.ArrayList<>(java.util.List.of("build", "--progress=plain"));
    all.addAll(java.util.List.of(words));
    return small.run(input, all.toArray(new String[0]));
  }

  private Outcome build(String... words) {
    return build(InputStream.nullInputStream(), words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "-z", "-j", "-J", "--zstd -"})
  void archiveOnStandardInputIsTheContextWhateverItsCompression(String option) throws Exception {
    Path archive = served.resolve("context.tar");
    Outcome packed =
        option.startsWith("--")
            ? small.runOther("tar", "--zstd", "-cf", archive.toString(), ".")
            : small.runOther("tar", option + "cf", archive.toString(), ".");
    assumeTrue(packed.exitCode() == 0, "tar cannot compress so: " + packed.errors());

    try (InputStream in = Files.newInputStream(archive)) {
      Outcome built = build(in, "--no-cache", "-").succeeded();

      assertThat(built.errors())
          .contains("from-the-context")
          .as("as in Docker, nothing is held back in an archive")
          .containsPattern("#\\d+ [0-9.]+ skipped\n")
          .containsPattern("#\\d+ [0-9.]+ \\.dockerignore\n");
    }
  }

  @Test
  void sameArchiveIsCachedAndAnotherFileOfItIsSeen() throws Exception {
    write("app/run", folder + " first\n");
    Path first = tar("-", "a.tar");
    try (InputStream in = Files.newInputStream(first)) {
      build(in, "-").succeeded();
    }
    try (InputStream in = Files.newInputStream(first)) {
      assertThat(build(in, "-").succeeded().errors()).containsPattern("COPY \\. /x\n.*CACHED");
    }
    write("app/run", folder + " changed\n");
    try (InputStream in = Files.newInputStream(tar("-", "b.tar"))) {
      assertThat(build(in, "-").succeeded().errors()).contains(folder + " changed");
    }
  }

  @Test
  void dockerfileOfAnArchiveIsNamedAsItStandsInIt() throws Exception {
    write("other/Dockerfile.two", "FROM busybox\nCOPY app/run /r\nRUN cat /r\n");
    Files.delete(context.resolve("Dockerfile"));
    Path archive = tar("-z", "context.tgz");

    try (InputStream in = Files.newInputStream(archive)) {
      assertThat(build(in, "-f", "other/Dockerfile.two", "--no-cache", "-").succeeded().errors())
          .contains("from-the-context");
    }
    try (InputStream in = Files.newInputStream(archive)) {
      assertThat(build(in, "-").errors()).contains("failed to read dockerfile: open Dockerfile");
    }
  }

  @Test
  void dockerfileOnStandardInputHasTheDirectoryOrNoContext() throws Exception {
    assertThat(
            build(text("FROM busybox\nCOPY app/run /r\nRUN cat /r\n"), "--no-cache", "-f", "-", ".")
                .succeeded()
                .errors())
        .contains("from-the-context");
    assertThat(
            build(text("FROM busybox\nRUN echo alone\n"), "--no-cache", "-").succeeded().errors())
        .contains("alone");
    assertThat(build(text("FROM busybox\nCOPY app /x\n"), "-").errors())
        .contains("\"/app\": not found");
    assertThat(build(text("FROM busybox\n"), "-f", "-", "-").errors())
        .contains("can't use stdin for both build context and dockerfile");
    assertThat(build(text(""), "-").errors()).contains("neither a Dockerfile nor an archive");
  }

  @Test
  void archiveAndDockerfileAreFetchedFromTheWeb() throws Exception {
    tar("-z", "context.tar.gz");
    Files.writeString(served.resolve("Dockerfile.web"), "FROM busybox\nRUN echo of-the-web\n");
    Files.writeString(served.resolve("Dockerfile.copy"), "FROM busybox\nCOPY app/run /r\n");

    assertThat(build("--no-cache", address + "/context.tar.gz").succeeded().errors())
        .contains("from-the-context");
    assertThat(build("--no-cache", address + "/Dockerfile.web").succeeded().errors())
        .contains("of-the-web");
    assertThat(build("-f", address + "/Dockerfile.copy", ".").succeeded().errors())
        .contains("COPY app/run /r");
    assertThat(build(address + "/nosuch").errors()).contains("invalid response status 404");
  }

  @Test
  void repositoryIsTheContextAtItsRefAndDirectory() throws Exception {
    String repository = repository();

    assertThat(build("--no-cache", repository).succeeded().errors())
        .contains("from-the-context")
        .doesNotContainPattern("[0-9.]+ \\.git\n");
    assertThat(build("--no-cache", repository + "#main:sub").succeeded().errors())
        .contains("of-the-directory");
    assertThat(build("--no-cache", repository + "?branch=main&subdir=sub").succeeded().errors())
        .contains("of-the-directory");
    assertThat(build("--call=targets", repository + "#:sub").succeeded().output())
        .contains("named");
    assertThat(build(repository + "#nosuch").errors()).contains("does not contain ref nosuch");
    assertThat(build(repository + "?color=red").errors()).contains("unexpected query \"color\"");
  }

  /// Served as plain files, which any web server can.
  private String repository() throws Exception {
    assumeTrue(small.runOther("sh", "-c", "command -v git").exitCode() == 0, "git is missing");
    write("sub/Dockerfile", "FROM busybox AS named\nCOPY run /r\nRUN cat /r\n");
    write("sub/run", "of-the-directory\n");
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "first");
    git("clone", "--quiet", "--bare", ".", served.resolve("r.git").toString());
    git("-C", served.resolve("r.git").toString(), "update-server-info");
    return address + "/r.git";
  }

  private void git(String... words) throws Exception {
    var all = new java.util.ArrayList<>(java.util.List.of("git"));
    all.addAll(java.util.List.of(words));
    small.runOther(all.toArray(new String[0])).succeeded();
  }

  @Test
  void archiveThatLeavesItsRootIsRefused() throws Exception {
    Path archive = HostileArchives.layer(folder, "../../escaped");
    try (InputStream in = Files.newInputStream(archive)) {
      Outcome built = build(in, "-");

      assertThat(built.exitCode()).isNotZero();
      assertThat(built.errors()).contains("../../escaped").doesNotContain("\tat ");
    }
    assertThat(folder.resolve("escaped")).doesNotExist();
  }

  @Tag("long")
  @Test
  void archiveBombIsRefusedBeforeItFillsTheDisk() throws Exception {
    Path bomb = served.resolve("bomb.tar");
    Outcome packed =
        small.runOther(
            "sh",
            "-c",
            "truncate -s 1100M zeros && tar -cf - Dockerfile zeros | zstd -qo \"$0\"",
            bomb.toString());
    assumeTrue(packed.exitCode() == 0, "zstd is missing: " + packed.errors());

    try (InputStream in = Files.newInputStream(bomb)) {
      assertThat(build(in, "-").errors()).contains("archive bomb").doesNotContain("\tat ");
    }
  }

  @Test
  void namedContextsAreUsedInFromCopyAndMounts() throws Exception {
    tar("-z", "named.tar.gz");
    Path layout = layout();
    write(
        "Dockerfile",
        """
        FROM busybox AS first
        RUN echo of-the-stage > /made
        FROM web AS from-web
        FROM image AS final
        COPY --from=web app/run /web
        COPY --from=other /made /stage
        COPY --from=archive /bin/busybox /copied
        RUN --mount=type=bind,from=web,target=/mnt cat /mnt/app/run /web /stage; test -x /copied
        RUN --mount=type=bind,from=dir,target=/mnt ls -A /mnt
        COPY --from=from-web /skipped /
        """);

    Outcome built =
        build(
                "--no-cache",
                "--build-context",
                "web=" + address + "/named.tar.gz",
                "--build-context",
                "other=target:first",
                "--build-context",
                "dir=app",
                "--build-context",
                "image=docker-image://busybox",
                "--build-context",
                "archive=oci-layout://" + layout + ":of-layout",
                ".")
            .succeeded();

    assertThat(built.errors())
        .contains("from-the-context")
        .contains("of-the-stage")
        .containsPattern("[0-9.]+ run\n");
    assertThat(build("--build-context", "image=oci-layout://" + layout + ":nosuch", ".").errors())
        .contains("no image \"nosuch\" in its index")
        .contains("of-layout");
  }

  @Test
  void repositoryIsANamedContext() throws Exception {
    String repository = repository();
    write("Dockerfile", "FROM busybox\nCOPY --from=repo run /r\nRUN cat /r\n");

    assertThat(
            build("--no-cache", "--build-context", "repo=" + repository + "#main:sub", ".")
                .succeeded()
                .errors())
        .contains("of-the-directory");
  }

  @Test
  void theImageHasTheTimeOfTheCommitThatItIsOf() throws Exception {
    write("Dockerfile", "ARG SOURCE_DATE_EPOCH\nFROM busybox\nCOPY app/run /r\n");
    String repository = repository();
    String time =
        small
            .runOther("git", "-C", served.resolve("r.git").toString(), "log", "-1", "--format=%ct")
            .text();

    createdAt(time, "--build-arg", "SOURCE_DATE_EPOCH=context", repository);
    createdAt(time, "--reproducible", repository);
    createdAt(
        time,
        "--build-arg",
        "SOURCE_DATE_EPOCH=repo",
        "--build-context",
        "repo=" + repository + "#main:sub",
        ".");
    write(
        "Dockerfile",
        "ARG SOURCE_DATE_EPOCH=source\nFROM scratch AS source\nADD %s /\nFROM busybox\nCOPY --from=source app/run /r\n"
            .formatted(repository));
    createdAt(time, ".");
    assertThat(build("--build-arg", "SOURCE_DATE_EPOCH=context", ".").succeeded().errors())
        .contains("SOURCE_DATE_EPOCH=context: nothing says how old");
  }

  private void createdAt(String seconds, String... words) throws Exception {
    var all = new java.util.ArrayList<>(java.util.List.of("-t", "dated"));
    all.addAll(java.util.List.of(words));
    build(all.toArray(new String[0])).succeeded();
    assertThat(small.run("inspect", "-f", "{{.Created}}", "dated").text())
        .isEqualTo(java.time.Instant.ofEpochSecond(Long.parseLong(seconds)).toString());
  }

  /// Busybox in an OCI layout under the tag `of-layout`.
  private Path layout() throws Exception {
    small.run("tag", "busybox", "example.com/layout:of-layout").succeeded();
    Path archive = folder.resolve("layout.tar");
    small
        .run("save", "--format", "oci", "-o", archive.toString(), "example.com/layout:of-layout")
        .succeeded();
    Path layout = Files.createDirectory(folder.resolve("layout"));
    small.runOther("tar", "-xf", archive.toString(), "-C", layout.toString()).succeeded();
    return layout;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo://bar | is no context",
        "docker-image://busybox | is no context",
        "nosuch | path \"nosuch\" not found",
      })
  void whatIsNoContextIsRefusedWithARemedy(String given, String message) {
    Outcome refused = build(given);

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).contains(message).doesNotContain("\tat ");
  }
}
