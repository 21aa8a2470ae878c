package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build does when the world around it misbehaves.
class ReliabilityTest {
  private static final String DOCKERFILE =
      """
      FROM busybox AS one
      COPY data /data
      RUN head -c 1500000 /dev/urandom > /random
      FROM busybox
      COPY --from=one /random /random
      RUN rm /random && echo two > /two
      """;

  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws IOException {
    Program.needRoot();
    slipway = Program.in(folder);
    Files.createDirectory(folder.resolve("context"));
    Files.write(folder.resolve("context/data"), new byte[500_000]);
    Files.writeString(folder.resolve("context/Dockerfile"), DOCKERFILE);
  }

  private void isSound(Program program) {
    assertThat(program.run("system", "check").succeeded().output()).contains(": sound");
  }

  @Test
  void aFullDiskIsToldAndLeavesTheStoreSound() throws Exception {
    fillTheDisk(4);
  }

  @Test
  @Tag("long")
  void aFullDiskAtManyPointsIsToldAndLeavesTheStoreSound() throws Exception {
    fillTheDisk(40);
  }

  /// Leaves a build ever more space, up to enough.
  private void fillTheDisk(int points) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    slipway
        .runOther("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString())
        .succeeded();
    try {
      Program small = Program.in(disk).at(folder);
      small.load("busybox");
      Path ballast = disk.resolve("ballast");
      int failures = 0;
      for (int i = 0; i < points; i++) {
        long left = 100_000 + 6_000_000L * i / points;
        try (var file = new RandomAccessFile(ballast.toFile(), "rw")) {
          long free = Files.getFileStore(disk).getUsableSpace();
          file.write(new byte[(int) Math.max(0, free - left)]);
        }
        Outcome build = small.run("build", "--no-cache", "-t", "t", "context");
        Files.delete(ballast);
        if (build.exitCode() != 0) {
          failures++;
          assertThat(build.errors())
              .as("with %s bytes left", left)
              .containsPattern("(?i)no space left on device|the disk of the store is full")
              .doesNotContain("bug in Slipway");
        }
        isSound(small);
        small.run("system", "check", "--repair").succeeded();
        // What many builds keep would fill the disk by itself.
        small.run("image", "prune", "-f").succeeded();
        small.run("builder", "prune", "-af").succeeded();
      }
      assertThat(failures).isPositive();
      small.run("build", "-t", "t", "context").succeeded();
      assertThat(small.run("run", "--rm", "t", "cat", "/two").succeeded().text()).isEqualTo("two");
    } finally {
      slipway.runOther("umount", "-l", disk.toString()).succeeded();
    }
  }

  /// Whatever a build made of a file that changed meanwhile, no later one takes it for what the
  /// file holds now.
  @Test
  void aFileThatChangesWhileItIsReadNeverGivesAWrongKey() throws Exception {
    slipway.load("busybox");
    Files.writeString(folder.resolve("context/Dockerfile"), "FROM busybox\nCOPY data /data\n");
    Path data = folder.resolve("context/data");
    var stop = new AtomicBoolean();
    Thread writer = Thread.ofPlatform().start(() -> keepWriting(data, stop));
    try {
      for (int i = 0; i < 3; i++) {
        Outcome build = slipway.run("build", "-t", "t", "context");
        assertThat(build.errors()).doesNotContain("bug in Slipway");
      }
    } finally {
      stop.set(true);
      writer.join();
    }

    slipway.run("build", "-t", "t", "context").succeeded();

    assertThat(slipway.run("run", "--rm", "t", "sha256sum", "/data").succeeded().text())
        .startsWith(
            slipway.runOther("sha256sum", data.toString()).succeeded().text().substring(0, 64));
    isSound(slipway);
  }

  private static void keepWriting(Path data, AtomicBoolean stop) {
    try (var file = new RandomAccessFile(data.toFile(), "rw")) {
      for (int i = 1; !stop.get(); i++) {
        file.seek((i * 7919L) % 490_000);
        file.write(String.valueOf(i).getBytes(StandardCharsets.US_ASCII));
        if (i % 100 == 0) {
          file.setLength(400_000 + i % 90_000);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void recordsOfATimeToComeAreUsedAndCanBePruned() throws IOException {
    slipway.load("busybox");
    slipway.run("build", "-t", "t", "context").succeeded();
    String id = slipway.run("images", "-q", "--no-trunc", "t").text();
    FileTime future = FileTime.from(Instant.now().plus(Duration.ofDays(400)));
    for (String area : new String[] {"steps", "snapshots", "layers", "synced", "fingerprints"}) {
      try (var files = Files.walk(slipway.store().resolve(area))) {
        for (Path file : files.toList()) {
          if (!Files.isSymbolicLink(file)) {
            Files.setLastModifiedTime(file, future);
          }
        }
      }
    }
    for (Path step : list(slipway.store().resolve("steps"))) {
      Files.writeString(step, Files.readString(step).replaceAll("\"20\\d\\d-", "\"2091-"));
      Files.setLastModifiedTime(step, future);
    }

    slipway.run("build", "-t", "again", "context").succeeded();
    slipway.run("build", "--no-cache", "-t", "t", "context").succeeded();

    assertThat(slipway.run("images", "-q", "--no-trunc", "t").text()).isNotEqualTo(id);
    slipway.run("builder", "du").succeeded();
    isSound(slipway);
    slipway.run("builder", "prune", "-af").succeeded();
    assertThat(list(slipway.store().resolve("snapshots"))).isEmpty();
  }

  private static List<Path> list(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.toList();
    }
  }

  @Test
  void aStoreOfANewerVersionIsRefusedAndLeftAlone() throws IOException {
    slipway.load("busybox");
    Files.writeString(slipway.store().resolve("version"), "2\n");
    Map<Path, FileTime> before = times(slipway.store());

    for (String[] command :
        new String[][] {
          {"build", "context"},
          {"images"},
          {"run", "--rm", "busybox", "true"},
          {"builder", "prune", "-f"},
          {"builder", "du"},
          {"system", "check", "--repair"},
          {"system", "prune", "-f"}
        }) {
      Outcome refused = slipway.run(command);
      assertThat(refused.exitCode()).as(refused.command()).isNotZero();
      assertThat(refused.errors())
          .as(refused.command())
          .contains("has format 2; this Slipway knows 1")
          .contains("use the newer Slipway");
    }

    assertThat(times(slipway.store())).isEqualTo(before);
  }

  private static Map<Path, FileTime> times(Path store) throws IOException {
    Map<Path, FileTime> times = new TreeMap<>();
    try (var files = Files.walk(store)) {
      for (Path file : files.toList()) {
        times.put(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
      }
    }
    return times;
  }

  @Test
  void aSecretIsNowhereAfterTheBuild() throws IOException {
    slipway.load("busybox");
    String fromFile = "first-0123456789-secret";
    String fromVariable = "second-9876543210-secret";
    Files.writeString(folder.resolve("token"), fromFile);
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        """
        FROM busybox
        RUN --mount=type=secret,id=file --mount=type=secret,id=variable,env=TOKEN \
          --mount=type=cache,id=c,target=/c \
          sha256sum /run/secrets/file > /used && printf %s "$TOKEN" | sha256sum >> /used
        """);
    Program program = slipway.with("SLIPWAY_TEST_TOKEN", fromVariable);

    Outcome build =
        program.run(
            "build",
            "--progress",
            "plain",
            "--secret",
            "id=file,src=token",
            "--secret",
            "id=variable,env=SLIPWAY_TEST_TOKEN",
            "--cache-to",
            "type=local,dest=cache,mode=max,compression=uncompressed",
            "--cache-mount-to",
            "dest=mounts",
            "-t",
            "t",
            "context");

    build.succeeded();
    assertThat(program.run("run", "--rm", "t", "wc", "-l", "/used").text()).isEqualTo("2 /used");
    for (String secret : new String[] {fromFile, fromVariable}) {
      assertThat(build.all()).doesNotContain(secret);
      assertThat(program.run("history", "--no-trunc", "t").all()).doesNotContain(secret);
      for (String place : new String[] {"store", "cache", "mounts"}) {
        assertThat(filesWith(folder.resolve(place), secret)).isEmpty();
      }
    }
  }

  private static List<Path> filesWith(Path directory, String text) throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}
