package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cache that one store writes and another, which knows nothing, reads.
class CacheTransferTest {
  private static final String DOCKERFILE =
      """
      FROM busybox AS one
      COPY data /data
      RUN --mount=type=cache,id=things,target=/c \
        cat /proc/sys/kernel/random/uuid > /id && echo cached > /c/thing
      FROM busybox
      WORKDIR /srv
      COPY --from=one /id /srv/id
      RUN cat /proc/sys/kernel/random/uuid > /own
      """;

  @TempDir static Path loaded;
  @TempDir Path folder;
  private Program here;
  private Program there;

  @BeforeAll
  static void loadOnce() {
    Program.needRoot();
    Program.in(loaded).load("busybox");
  }

  /// A store that knows an image and nothing else.
  private Program machine(String name) throws IOException {
    Program program = Program.in(Files.createDirectory(folder.resolve(name))).at(folder);
    program
        .runOther("cp", "-a", loaded.resolve("store").toString(), program.store().toString())
        .succeeded();
    return program;
  }

  @BeforeEach
  void prepare() throws IOException {
    here = machine("here");
    there = machine("there");
    Files.createDirectory(folder.resolve("context"));
    Files.writeString(folder.resolve("context/data"), "data");
    Files.writeString(folder.resolve("context/Dockerfile"), DOCKERFILE);
  }

  private static String build(Program program, String... options) {
    var words = new java.util.ArrayList<String>();
    words.add("build");
    words.addAll(java.util.List.of(options));
    words.addAll(java.util.List.of("--progress", "plain", "-t", "t", "context"));
    return program.run(words.toArray(String[]::new)).succeeded().errors();
  }

  private static String id(Program program) {
    return program.run("images", "-q", "--no-trunc", "t").succeeded().text();
  }

  private static long cached(String log) {
    return log.lines().filter(line -> line.matches("#\\d+ CACHED")).count();
  }

  @Test
  void withAllStepsTheOtherStoreMakesTheSameImageAndFetchesWhatItReads() {
    build(here, "--cache-to", "type=local,dest=cache,mode=max");

    String log = build(there, "--cache-from", "type=local,src=cache");

    assertThat(id(there)).isEqualTo(id(here));
    assertThat(cached(log)).isEqualTo(6); // a base and five steps
    assertThat(log).contains("importing cache manifest from " + folder.resolve("cache"));
    assertThat(log.lines().filter(line -> line.contains("fetching layer")).count()).isEqualTo(3);
    assertThat(there.run("run", "--rm", "t", "cat", "/own", "/srv/id").succeeded().text())
        .isEqualTo(here.run("run", "--rm", "t", "cat", "/own", "/srv/id").succeeded().text());
    assertThat(there.run("system", "check").succeeded().text()).endsWith("sound");
  }

  @Test
  void theFewestStepsAreThoseOfTheImagesOwnLayers() throws IOException {
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        "FROM busybox\nRUN cat /proc/sys/kernel/random/uuid > /id\nCOPY data /\n");
    build(here, "--cache-to", "type=local,dest=cache,compression=zstd");

    String log = build(there, "--cache-from", "type=local,src=cache");

    assertThat(id(there)).isEqualTo(id(here));
    assertThat(cached(log)).isEqualTo(3);
  }

  @Test
  void aChangedStepRunsAndThoseBeforeItDoNot() throws IOException {
    build(here, "--cache-to", "type=local,dest=cache,mode=max");
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        DOCKERFILE.replace("cat /proc/sys/kernel/random/uuid > /own", "cat /srv/id > /own"));

    build(there, "--cache-from", "type=local,src=cache");

    String own = there.run("run", "--rm", "t", "cat", "/own").succeeded().text();
    assertThat(here.run("run", "--rm", "t", "cat", "/srv/id").succeeded().text()).isEqualTo(own);
  }

  @Test
  void cacheMountsTravelByTheirIds() throws IOException {
    build(here, "--cache-mount-to", "type=local,dest=mounts");
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        """
        FROM busybox
        RUN --mount=type=cache,id=things,target=/c cp /c/thing /got
        """);

    String log = build(there, "--cache-mount-from", "type=local,src=mounts,id=things");

    assertThat(log).contains("importing cache mount things");
    assertThat(there.run("run", "--rm", "t", "cat", "/got").succeeded().text()).isEqualTo("cached");
  }

  @Test
  void anImageMaySayItselfWhichStepsItsLayersAre() throws IOException {
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        "FROM busybox\nRUN cat /proc/sys/kernel/random/uuid > /id\nCOPY data /\n");
    build(here, "--cache-to", "type=inline", "--output", "type=oci,dest=layout,tar=false");
    build(here);

    String log = build(there, "--cache-from", "type=local,src=layout");

    assertThat(cached(log)).isEqualTo(3);
    assertThat(id(there)).isEqualTo(id(here));
  }

  @Test
  void eachPlatformSaysItselfWhichStepsItsLayersAre() throws IOException {
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        "FROM scratch\nARG TARGETARCH\nCOPY data /$TARGETARCH\n");
    String both = "linux/amd64,linux/arm64";
    build(
        here,
        "--platform",
        both,
        "--cache-to",
        "type=inline",
        "--output",
        "type=oci,dest=layout,tar=false");

    String log = build(there, "--platform", both, "--cache-from", "type=local,src=layout");

    assertThat(log).contains("2 steps");
    assertThat(cached(log)).isEqualTo(2);
  }

  @Test
  void aPushedImageSaysItselfWhichStepsItsLayersAre() throws Exception {
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        "FROM busybox\nRUN cat /proc/sys/kernel/random/uuid > /id\nCOPY data /\n");
    try (RealRegistry registry = RealRegistry.plain(folder.resolve("registry"))) {
      String name = registry.address() + "/app:inline";
      here.run("build", "--cache-to", "type=inline", "--push", "--load", "-t", name, "context")
          .succeeded();

      String log = build(there, "--cache-from", name);

      assertThat(cached(log)).isEqualTo(3);
      assertThat(id(there)).isEqualTo(here.run("images", "-q", "--no-trunc", name).text());
      assertThat(there.run("run", "--rm", "t", "cat", "/id").succeeded().text()).isNotEmpty();
    }
  }

  @Test
  void aRegistryKeepsStepsAndCacheMountsToo() throws Exception {
    try (RealRegistry registry = RealRegistry.plain(folder.resolve("registry"))) {
      String name = registry.address() + "/app:cache";
      String mounts = "type=registry,ref=" + registry.address() + "/app:mounts";
      build(
          here,
          "--cache-to",
          "type=registry,ref=" + name + ",mode=max",
          "--cache-mount-to",
          mounts);

      String log = build(there, "--cache-from", name);
      assertThat(cached(log)).isEqualTo(6);
      assertThat(id(there)).isEqualTo(id(here));

      String again =
          build(there, "--no-cache", "--cache-mount-from", mounts, "--cache-from", name + "-none");
      assertThat(again)
          .contains("importing cache mount things")
          .contains("there is no cache at " + name + "-none yet");
    }
  }

  @Test
  void whatIsNotThereIsSaid() {
    String log = build(here, "--cache-from", "type=local,src=nowhere");
    assertThat(log).contains("there is no cache at " + folder.resolve("nowhere") + " yet");

    Outcome unknown =
        here.run("build", "--cache-mount-to", "dest=mounts,id=other", "-t", "t", "context");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.errors()).contains("cache mount with the id other").contains("things");

    for (String type : new String[] {"gha", "s3", "azblob"}) {
      Outcome refused = here.run("build", "--cache-to", "type=" + type, "context");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors()).contains("--cache-to: type=" + type + " is not there");
    }
  }
}
