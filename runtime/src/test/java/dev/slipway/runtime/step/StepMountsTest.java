package dev.slipway.runtime.step;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.linux.FileStatus;
import dev.slipway.runtime.RuntimeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepMountsTest {
  private static final FileTime OLD = FileTime.fromMillis(1_000_000_000_123L);

  @TempDir Path temp;
  private StepFixture step;

  @BeforeEach
  void fixture() throws IOException {
    step = new StepFixture(temp);
  }

  @Test
  void cacheIsKeptOutsideAndItsMountPointIsTakenAway() throws Exception {
    Path cache = Files.createDirectories(temp.resolve("cache"));
    Path root = Files.createDirectories(step.layer("home").resolve("root"));
    Files.setLastModifiedTime(root, OLD);
    step.mounts.add(new RuntimeMount.Bind(cache, "/root/.cache/go-build", false));

    int code = step.shell("echo x > /root/.cache/go-build/entry");

    assertThat(code).as(step.errors()).isZero();
    assertThat(cache.resolve("entry")).hasContent("x");
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void fileBesideAMountPointKeepsItsDirectory() throws Exception {
    Path cache = Files.createDirectories(temp.resolve("cache"));
    step.mounts.add(new RuntimeMount.Bind(cache, "/root/.cache/go-build", false));

    int code = step.shell("echo x > /root/.cache/mine");

    assertThat(code).as(step.errors()).isZero();
    assertThat(step.upper.resolve("root/.cache/mine")).exists();
    assertThat(step.upper.resolve("root/.cache/go-build")).doesNotExist();
  }

  @Test
  void directoryThatTheStepChangedHasTheTimeOfItsChange() throws Exception {
    Path etc = Files.createDirectories(step.layer("etc").resolve("etc"));
    Files.setLastModifiedTime(etc, OLD);

    int code = step.shell("echo x > /etc/mine");

    assertThat(code).as(step.errors()).isZero();
    assertThat(step.upper.resolve("etc")).isDirectoryContaining("glob:**/mine");
    assertThat(step.upper.resolve("etc/hosts")).doesNotExist();
    assertThat(Files.getLastModifiedTime(step.upper.resolve("etc"))).isGreaterThan(OLD);
  }

  @Test
  void rootKeepsItsTimeWhenNothingIsChanged() throws Exception {
    Files.setLastModifiedTime(step.upper, OLD);

    assertThat(step.shell("true")).isZero();

    assertThat(Files.getLastModifiedTime(step.upper)).isEqualTo(OLD);
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void linkInTheImageIsFollowedInsideIt() throws Exception {
    Path etc = Files.createDirectories(step.layer("links").resolve("etc"));
    Files.createSymbolicLink(
        etc.resolve("resolv.conf"), Path.of("../run/systemd/resolve/stub-resolv.conf"));
    step.network = new StepNetwork.Host();

    int code = step.shell("cat /run/systemd/resolve/stub-resolv.conf; readlink /etc/resolv.conf");

    assertThat(code).as(step.errors()).isZero();
    assertThat(step.output())
        .startsWith(Files.readString(Path.of("/etc/resolv.conf")))
        .endsWith("../run/systemd/resolve/stub-resolv.conf\n");
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void linkThatPointsOutDoesNotReachTheHost() throws Exception {
    Path layer = step.layer("links");
    Files.createSymbolicLink(layer.resolve("data"), temp.resolve("outside"));
    Path cache = Files.createDirectories(temp.resolve("cache"));
    step.mounts.add(new RuntimeMount.Bind(cache, "/data/cache", false));

    int code = step.shell("echo x > /data/cache/entry");

    assertThat(code).as(step.errors()).isZero();
    assertThat(cache.resolve("entry")).exists();
    assertThat(temp.resolve("outside")).doesNotExist();
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void readOnlyBindRefusesWrites() throws Exception {
    Path source = Files.createDirectories(temp.resolve("source"));
    step.mounts.add(new RuntimeMount.Bind(source, "/data", true));

    assertThat(step.shell("echo x > /data/entry")).isEqualTo(1);
    assertThat(step.errors()).containsIgnoringCase("read-only");
    assertThat(source).isEmptyDirectory();
  }

  @Test
  void mountInsideAMountIsMadeThere() throws Exception {
    Path outer = Files.createDirectories(temp.resolve("outer"));
    Path inner = Files.createDirectories(temp.resolve("inner"));
    step.mounts.add(new RuntimeMount.Bind(outer, "/go", false));
    step.mounts.add(new RuntimeMount.Bind(inner, "/go/bin", false));

    int code = step.shell("echo x > /go/bin/tool; echo y > /go/src");

    assertThat(code).as(step.errors()).isZero();
    assertThat(inner.resolve("tool")).exists();
    assertThat(outer.resolve("src")).exists();
    assertThat(outer.resolve("bin/tool")).doesNotExist();
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void singleFileIsMounted() throws Exception {
    Path file = Files.writeString(temp.resolve("secret"), "s3cret");
    step.mounts.add(new RuntimeMount.Bind(file, "/run/secrets/token", true));

    assertThat(step.shell("cat /run/secrets/token")).as(step.errors()).isZero();
    assertThat(step.output()).isEqualTo("s3cret");
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void tmpfsIsEmptyLimitedAndLost() throws Exception {
    step.mounts.add(new RuntimeMount.Tmpfs("/scratch", 1 << 20, 01777, false, false));

    int code = step.shell("stat -c %a /scratch; dd if=/dev/zero of=/scratch/f bs=1M count=2");

    assertThat(code).isEqualTo(1);
    assertThat(step.output()).isEqualTo("1777\n");
    assertThat(step.errors()).contains("No space left");
    assertThat(step.upper).isEmptyDirectory();
  }

  @Test
  void directoriesOfTheKernelAreNotInTheLayerEvenIfTheImageIsBare() throws Exception {
    Path bare = Files.createDirectories(temp.resolve("bare"));
    Files.copy(StepFixture.BUSYBOX, bare.resolve("busybox"));
    step.layers.clear();
    step.layers.add(bare);
    Files.setLastModifiedTime(step.upper, OLD);

    assertThat(step.run("/busybox", "ls", "/")).as(step.errors()).isZero();
    assertThat(step.output().lines()).contains("busybox", "dev", "etc", "proc", "sys");
    assertThat(step.upper).isEmptyDirectory();
    assertThat(FileStatus.of(step.upper).mtimeSeconds()).isEqualTo(1_000_000_000L);
    assertThat(List.of(bare.toFile().list())).containsExactly("busybox");
  }
}
