package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.CacheUse;
import dev.slipway.image.Image;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ADD` of Git repositories, from `git daemon` on loopback.
class BuildsGitTest {
  private BuildFixture fixture;
  private Path repository;
  private Process daemon;
  private String address;

  @BeforeEach
  void prepare(@TempDir Path directory) throws Exception {
    assumeTrue(HostCapabilities.find("git").isPresent(), "git is not installed");
    fixture = new BuildFixture(Files.createDirectory(directory.resolve("build")));
    Path served = Files.createDirectory(directory.resolve("served"));
    repository = Files.createDirectory(served.resolve("repo"));
    git("init", "--quiet", "--initial-branch=main");
    write("README", "one\n");
    write("sub/deep/file", "deep\n");
    write("run.sh", "#!/bin/sh\n");
    Files.setPosixFilePermissions(
        repository.resolve("run.sh"),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxr-x"));
    commit("first");
    git("tag", "--annotate", "--message=v1", "v1");
    git("checkout", "--quiet", "-b", "topic");
    write("README", "topic\n");
    commit("topic");
    git("checkout", "--quiet", "main");
    write("README", "two\n");
    commit("second");
    int port = freePort();
    daemon = daemon(served, port);
    address = "git://127.0.0.1:" + port + "/repo";
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Process daemon(Path served, int port) throws Exception {
    Process process =
        new ProcessBuilder(
                "git",
                "daemon",
                "--reuseaddr",
                "--verbose",
                "--export-all",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--base-path=" + served,
                served.toString())
            .redirectErrorStream(true)
            .start();
    int ready;
    var said = new StringBuilder();
    do {
      ready = process.getInputStream().read();
      said.append((char) ready);
    } while (ready >= 0 && said.indexOf("Ready to rumble") < 0);
    assertThat(said.toString()).contains("Ready to rumble");
    return process;
  }

  @AfterEach
  void stop() throws Exception {
    if (daemon != null) {
      daemon.descendants().forEach(ProcessHandle::destroyForcibly);
      daemon.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  private void write(String path, String text) throws IOException {
    Path file = repository.resolve(path);
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private void commit(String message) throws Exception {
    git("add", "--all");
    git("commit", "--quiet", "--message=" + message);
  }

  private String git(String... arguments) throws Exception {
    var command = new ArrayList<String>(List.of("git", "-c", "protocol.file.allow=always"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(repository.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            java.util.Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_AUTHOR_NAME", "a",
                "GIT_AUTHOR_EMAIL", "a@b",
                "GIT_COMMITTER_NAME", "a",
                "GIT_COMMITTER_EMAIL", "a@b",
                "GIT_AUTHOR_DATE", "1700000000 +0000",
                "GIT_COMMITTER_DATE", "1700000000 +0000"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }

  private Image add(String source) throws IOException, InterruptedException {
    return fixture.build("FROM scratch\nADD " + source + " /m/\n").image();
  }

  private List<String> layer(Image image) throws IOException {
    return fixture.layers(image, 0).getLast();
  }

  @Test
  void defaultBranchIsCopiedWithoutItsGitDirectory() throws Exception {
    Image image = add(address);

    assertThat(layer(image))
        .containsExactly(
            "DIRECTORY /m 755 0:0",
            "FILE /m/README 644 0:0",
            "FILE /m/run.sh 755 0:0",
            "DIRECTORY /m/sub 755 0:0",
            "DIRECTORY /m/sub/deep 755 0:0",
            "FILE /m/sub/deep/file 644 0:0");
    assertThat(fixture.read(image, "/m/README")).isEqualTo("two\n");
    try (ImageStore store = ImageStore.openReadOnly(fixture.root)) {
      assertThat(store.layers().index(image.config().diffIds().getLast()).entries())
          .extracting(LayerEntry::mtimeSeconds)
          .containsOnly(1_700_000_000L);
    }
  }

  @Test
  void branchTagAndCommitAreFoundInBothForms() throws Exception {
    String first = git("rev-parse", "v1^{commit}");

    assertThat(fixture.read(add(address + "#topic"), "/m/README")).isEqualTo("topic\n");
    assertThat(fixture.read(add(address + "?branch=topic"), "/m/README")).isEqualTo("topic\n");
    assertThat(fixture.read(add(address + "#v1"), "/m/README")).isEqualTo("one\n");
    assertThat(fixture.read(add(address + "?tag=v1"), "/m/README")).isEqualTo("one\n");
    assertThat(fixture.read(add(address + "#" + first), "/m/README")).isEqualTo("one\n");
    assertThat(fixture.read(add(address + "?ref=refs/heads/topic"), "/m/README"))
        .isEqualTo("topic\n");
  }

  @Test
  void directoryOfTheRepositoryIsCopied() throws Exception {
    List<String> expected =
        List.of("DIRECTORY /m 755 0:0", "DIRECTORY /m/deep 755 0:0", "FILE /m/deep/file 644 0:0");

    assertThat(layer(add(address + "#main:sub"))).isEqualTo(expected);
    assertThat(layer(add(address + "?subdir=sub"))).isEqualTo(expected);
    assertThat(layer(add(address + "#:/sub/../sub"))).isEqualTo(expected);
    assertThat(fixture.failure("FROM scratch\nADD " + address + "#:nope /m\n"))
        .hasMessage("subdir not found or not a directory: nope");
    assertThat(fixture.failure("FROM scratch\nADD " + address + "#:README /m\n"))
        .hasMessage("subdir not found or not a directory: README");
  }

  @Test
  void checksumPinsTheCommit() throws Exception {
    String head = git("rev-parse", "HEAD");
    String other = git("rev-parse", "topic");

    assertThat(fixture.read(add("--checksum=" + head + " " + address), "/m/README"))
        .isEqualTo("two\n");
    assertThat(fixture.read(add(address + "?checksum=" + head.substring(0, 12)), "/m/README"))
        .isEqualTo("two\n");
    BuildException failure =
        fixture.failure("FROM scratch\nADD --checksum=" + other + " " + address + " /m\n");
    assertThat(failure).hasMessage("expected checksum to match " + other + ", got " + head);
    assertThat(failure.hint()).isPresent();
  }

  @Test
  void gitDirectoryIsKeptOnRequest() throws Exception {
    Image image = add("--keep-git-dir=true " + address + "#topic");

    assertThat(layer(image)).contains("DIRECTORY /m/.git 755 0:0");
    assertThat(fixture.read(image, "/m/.git/HEAD")).isEqualTo("ref: refs/heads/topic\n");
    assertThat(fixture.read(image, "/m/.git/config")).contains(address);
    assertThat(layer(add(address + "?keep-git-dir"))).contains("DIRECTORY /m/.git 755 0:0");
  }

  @Test
  void keptGitDirectoryIsTheSameInEachBuildAndWorks() throws Exception {
    String text = "FROM scratch\nADD --keep-git-dir=true " + address + " /m/\n";
    Image first = fixture.build(text).image();
    Image second = fixture.build(fixture.request(text).withCache(CacheUse.NOTHING)).image();

    assertThat(second.config().diffIds()).isEqualTo(first.config().diffIds());
    assertThat(layer(first)).noneMatch(entry -> entry.contains("FETCH_HEAD"));
  }

  @Test
  void unmovedBranchIsNotFetchedAgainAndAMovedOneIs() throws Exception {
    String text = "FROM scratch\nADD " + address + " /m/\n";
    fixture.build(text);
    assertThat(fixture.build(text).executedSteps()).isZero();

    write("README", "three\n");
    commit("third");
    assertThat(fixture.read(fixture.build(text).image(), "/m/README")).isEqualTo("three\n");
  }

  @Test
  void submodulesAreFetchedUnlessAskedNotTo() throws Exception {
    Path outer = repository;
    repository = Files.createDirectory(outer.resolveSibling("inner"));
    git("init", "--quiet", "--initial-branch=main");
    write("in", "inner\n");
    commit("inner");
    repository = outer;
    git("submodule", "--quiet", "add", address.replace("/repo", "/inner"), "mod");
    commit("with submodule");

    assertThat(layer(add(address)))
        .contains("FILE /m/mod/in 644 0:0")
        .noneMatch(entry -> entry.contains("/m/mod/.git"));
    assertThat(layer(add(address + "?submodules=false")))
        .contains("DIRECTORY /m/mod 755 0:0")
        .noneMatch(entry -> entry.contains("/m/mod/in"));
  }

  @Test
  void missingReferenceCommitAndRepositoryAreErrors() throws Exception {
    BuildException failure = fixture.failure("FROM scratch\nADD " + address + "#nope /m\n");
    assertThat(failure).hasMessage("repository " + address + " does not contain ref nope");
    assertThat(failure.hint()).isPresent();
    assertThat(failure.excerpt().orElseThrow()).contains("2 | >>> ADD");

    assertThat(fixture.failure("FROM scratch\nADD " + address + "#" + "1".repeat(40) + " /m\n"))
        .hasMessageContaining("does not contain commit " + "1".repeat(40));
    assertThat(fixture.failure("FROM scratch\nADD " + address + "-none /m\n"))
        .hasMessageStartingWith("failed to fetch remote " + address + "-none: git stderr: ");
    assertThat(fixture.files("tmp")).isZero();
  }
}
