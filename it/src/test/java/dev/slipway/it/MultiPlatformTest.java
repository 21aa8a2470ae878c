package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `build --platform`: an image of several platforms, with and without an emulator.
class MultiPlatformTest {
  private static final String BOTH = "linux/amd64,linux/arm64";

  @TempDir Path folder;
  private static Program store;
  private Program small;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    assumeTrue("amd64".equals(System.getProperty("os.arch")), "written for an amd64 machine");
    store = ExampleStore.with("busybox");
  }

  @BeforeEach
  void enter() {
    small = store.at(folder);
  }

  private Outcome build(String dockerfile, String... options) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), dockerfile);
    var words = new ArrayList<>(List.of("build", "--progress=plain"));
    words.addAll(List.of(options));
    words.add(".");
    return small.run(words.toArray(new String[0]));
  }

  /// An image that has a file of each platform and no program for the other one.
  private void base() throws Exception {
    Files.writeString(folder.resolve("for-amd64"), "amd64\n");
    Files.writeString(folder.resolve("for-arm64"), "arm64\n");
    build(
            "FROM scratch\nARG TARGETARCH\nCOPY for-$TARGETARCH /platform\n",
            "--platform",
            BOTH,
            "-t",
            "platforms:base")
        .succeeded();
  }

  @Test
  void crossBuildNeedsNoEmulator() throws Exception {
    base();

    Outcome built =
        build(
                """
                FROM --platform=$BUILDPLATFORM busybox AS build
                ARG TARGETPLATFORM BUILDPLATFORM
                RUN echo "on $BUILDPLATFORM for $TARGETPLATFORM" | tee /made
                FROM platforms:base
                COPY --from=build /made /made
                LABEL for=$TARGETPLATFORM
                """,
                "--platform",
                BOTH,
                "-t",
                "platforms:cross",
                "--no-cache")
            .succeeded();

    assertThat(built.errors())
        .contains("on linux/amd64 for linux/amd64")
        .contains("on linux/amd64 for linux/arm64")
        .contains("[linux/arm64 stage-1 2/2] COPY --from=build")
        .contains("writing manifest list sha256:");
    Path files = folder.resolve("out");
    build("FROM platforms:cross\n", "--platform", BOTH, "--output", "type=local,dest=" + files)
        .succeeded();
    assertThat(files.resolve("linux_arm64/platform")).hasContent("arm64");
    assertThat(files.resolve("linux_arm64/made")).hasContent("on linux/amd64 for linux/arm64");
    assertThat(files.resolve("linux_amd64/platform")).hasContent("amd64");
  }

  @Test
  void commandsTakeAnIndexForItsImageOfThisMachine() throws Exception {
    base();
    Outcome listed = small.run("images", "--format", "{{.Repository}}:{{.Tag}}");
    assertThat(listed.succeeded().output().lines().filter("platforms:base"::equals)).hasSize(1);
    assertThat(
            small
                .run("image", "inspect", "--format", "{{.Os}}/{{.Architecture}}", "platforms:base")
                .text())
        .isEqualTo("linux/amd64");
    assertThat(small.run("history", "-q", "platforms:base").succeeded().output()).isNotEmpty();

    Path archive = folder.resolve("saved.tar");
    small.run("save", "-o", archive.toString(), "platforms:base").succeeded();
    assertThat(small.run("load", "-i", archive.toString()).succeeded().output())
        .contains("platforms:base");
  }

  @Test
  void removingOtherImagesKeepsEveryPlatform() throws Exception {
    base();
    build("FROM scratch\nCOPY for-amd64 /other\n", "-t", "platforms:other").succeeded();
    small.run("rmi", "platforms:other").succeeded();
    small.run("image", "prune", "-f").succeeded();

    build("FROM platforms:base\n", "--platform", BOTH, "--output", "type=local,dest=kept")
        .succeeded();

    assertThat(folder.resolve("kept/linux_arm64/platform")).hasContent("arm64");
  }

  @ParameterizedTest
  @CsvSource({"docker", "oci"})
  void savedIndexHasEveryPlatformAndIsLoadedWithThem(String format) throws Exception {
    base();
    Path archive = folder.resolve(format + ".tar");
    small.run("save", "--format", format, "-o", archive.toString(), "platforms:base").succeeded();
    small.run("rmi", "platforms:base").succeeded();
    small.run("builder", "prune", "-af").succeeded();

    small.run("load", "-i", archive.toString()).succeeded();

    String files = "loaded-" + format;
    build("FROM platforms:base\n", "--platform", BOTH, "--output", "type=local,dest=" + files)
        .succeeded();
    assertThat(folder.resolve(files + "/linux_arm64/platform")).hasContent("arm64");
    assertThat(folder.resolve(files + "/linux_amd64/platform")).hasContent("amd64");
  }

  @Test
  void removingAnIndexLeavesNothingOfAnyPlatform() throws Exception {
    Files.writeString(folder.resolve("for-amd64"), "to be removed\n");
    Files.writeString(folder.resolve("for-arm64"), "to be removed too\n");
    long before = blobs();
    build(
            "FROM scratch\nARG TARGETARCH\nCOPY for-$TARGETARCH /removed\n",
            "--platform",
            BOTH,
            "-t",
            "platforms:removed")
        .succeeded();
    assertThat(blobs()).isGreaterThan(before);

    small.run("rmi", "platforms:removed").succeeded();

    assertThat(blobs()).isEqualTo(before);
  }

  private long blobs() throws Exception {
    try (var blobs = Files.list(small.store().resolve("blobs/sha256"))) {
      return blobs.count();
    }
  }

  @Test
  void indexRunsHere() throws Exception {
    build("FROM busybox\nENV BUILT=here\n", "--platform", "local", "-t", "platforms:one")
        .succeeded();

    assertThat(small.run("run", "--rm", "platforms:one", "sh", "-c", "echo $BUILT").text())
        .isEqualTo("here");
  }

  @Test
  void foreignStepWithoutAnEmulatorNamesTheCommandThatBringsOne() throws Exception {
    assumeTrue(emulator() == null, "this machine has an emulator");
    base();

    Outcome refused =
        build("FROM platforms:base\nRUN true\n", "--platform", "linux/arm64", "--no-cache");

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors())
        .contains("steps for linux/arm64 need an emulator")
        .contains("apt-get install qemu-user-static");
  }

  /// The emulator of this machine, or what `SLIPWAY_TEST_QEMU` names; null where there is none.
  private static @Nullable Path emulator() {
    for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path file = Path.of(directory, "qemu-aarch64-static");
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }

  /// Needs `qemu-aarch64-static` in `PATH`, and in `SLIPWAY_ARM64_BUSYBOX` a busybox for arm64.
  @Test
  void foreignStepRunsByAnEmulatorThatTheHostDoesNotKnow() throws Exception {
    assumeTrue(emulator() != null, "qemu-user-static is not installed");
    String busybox = System.getenv().getOrDefault("SLIPWAY_ARM64_BUSYBOX", "");
    assumeTrue(!busybox.isEmpty(), "SLIPWAY_ARM64_BUSYBOX names no program");
    Files.createDirectory(folder.resolve("bin"));
    Files.copy(Path.of(busybox), folder.resolve("bin/busybox"));
    for (String name : List.of("sh", "uname", "id", "cat", "mkdir", "chown", "ls", "wget")) {
      Files.createSymbolicLink(folder.resolve("bin/" + name), Path.of("busybox"));
    }
    String registered = small.runOther("ls", "/proc/sys/fs/binfmt_misc").text();

    Outcome built =
        build(
                """
                FROM scratch
                COPY bin /bin
                RUN uname -m > /arch && cat /arch && id -u && mkdir -p /d && chown 5:6 /d && ls -n /
                RUN --network=none --mount=type=cache,target=/c cat /arch > /c/a && cat /c/a
                """,
                "--platform",
                "linux/arm64",
                "--no-cache",
                "-t",
                "platforms:emulated")
            .succeeded();

    assertThat(built.errors())
        .containsPattern("#\\d+ [0-9.]+ aarch64\n#\\d+ [0-9.]+ 0\n")
        .containsPattern("5 +6 .* d\n");
    assertThat(small.runOther("ls", "/proc/sys/fs/binfmt_misc").text()).isEqualTo(registered);
    assertThat(
            small
                .run("image", "inspect", "--format", "{{.Architecture}}", "platforms:emulated")
                .text())
        .isEqualTo("arm64");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linux/nosuch | no match for platform linux/nosuch",
        "linux/arm64 | no match for platform linux/arm64",
        "a/b/c/d | failed to parse platform a/b/c/d",
      })
  void platformThatTheBaseLacksIsNamed(String platform, String message) throws Exception {
    Outcome refused = build("FROM busybox\nRUN true\n", "--platform", platform);

    assertThat(refused.exitCode()).isNotZero();
    assertThat(refused.errors()).contains(message).doesNotContain("\tat ");
  }
}
