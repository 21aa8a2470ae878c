package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Volumes as a user has them.
class VolumesTest {
  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws IOException {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
    slipway
        .run(
            "run",
            "--network",
            "none",
            "--name",
            "seed",
            "busybox",
            "sh",
            "-c",
            "mkdir -p /srv/data; echo seed >/srv/data/f; chown 7:8 /srv/data; chmod 750 /srv/data")
        .succeeded();
    slipway.run("commit", "-c", "VOLUME /srv/data", "seed", "seeded").succeeded();
    slipway.run("rm", "seed").succeeded();
  }

  @AfterEach
  void removeAll() {
    for (String id : slipway.run("ps", "-aq").succeeded().output().lines().toList()) {
      slipway.run("rm", "-fv", id).succeeded();
    }
    slipway.run("volume", "prune", "-af").succeeded();
  }

  private static Outcome run(String... words) {
    List<String> all = new ArrayList<>(List.of("run", "--rm", "--network", "none"));
    all.addAll(List.of(words));
    return slipway.run(all.toArray(String[]::new));
  }

  private static List<String> names() {
    return slipway.run("volume", "ls", "-q").succeeded().output().lines().toList();
  }

  @Test
  void aNewVolumeBeginsWithTheImagesFilesAndOutlivesContainers() {
    assertThat(
            run(
                    "-v",
                    "v1:/srv/data",
                    "seeded",
                    "sh",
                    "-c",
                    "cat /srv/data/f; stat -c '%u:%g %a' /srv/data; echo more >/srv/data/g")
                .text())
        .isEqualTo("seed\n7:8 750");
    assertThat(
            run(
                    "-v",
                    "v1:/elsewhere:ro",
                    "busybox",
                    "sh",
                    "-c",
                    "cat /elsewhere/g; touch /elsewhere/h || echo read-only")
                .text())
        .isEqualTo("more\nread-only");
    assertThat(run("-v", "v2:/srv/data:nocopy", "seeded", "ls", "/srv/data").text()).isEmpty();
    assertThat(names()).containsExactly("v1", "v2");
  }

  @Test
  void volumesWithoutANameGoWithTheirContainer() {
    run("seeded", "true").succeeded();
    assertThat(names()).isEmpty();

    slipway.run("run", "--network", "none", "--name", "one", "seeded", "true").succeeded();
    assertThat(names()).hasSize(1);
    slipway
        .run(
            "run",
            "--network",
            "none",
            "--name",
            "two",
            "--volumes-from",
            "one",
            "busybox",
            "cat",
            "/srv/data/f")
        .succeeded();
    slipway.run("rm", "-v", "one").succeeded();
    assertThat(names()).hasSize(1);
    slipway.run("rm", "-v", "two").succeeded();
    assertThat(names()).isEmpty();
  }

  @Test
  void volumesAreMadeListedAndRemoved() {
    assertThat(slipway.run("volume", "create", "--label", "a=b", "data").text()).isEqualTo("data");
    assertThat(slipway.run("volume", "create", "data").text()).isEqualTo("data");
    assertThat(slipway.run("volume", "create").text()).matches("[0-9a-f]{64}");
    assertThat(slipway.run("volume", "ls", "--filter", "label=a=b", "-q").text()).isEqualTo("data");
    assertThat(slipway.run("volume", "inspect", "-f", "{{.Driver}} {{.Labels.a}}", "data").text())
        .isEqualTo("local b");
    assertThat(slipway.run("volume", "prune", "-f").text()).doesNotContain("data\n");

    slipway.run("create", "--name", "user", "-v", "data:/d", "busybox").succeeded();
    assertThat(slipway.run("volume", "rm", "data").errors()).contains("volume is in use - [");
    slipway.run("rm", "user").succeeded();
    slipway.run("volume", "rm", "data").succeeded();
    assertThat(slipway.run("volume", "rm", "data").errors()).contains("no such volume");
    slipway.run("volume", "rm", "-f", "data").succeeded();
    assertThat(slipway.run("volume", "create", "a b").errors()).contains("invalid characters");
  }

  @Test
  void aVolumeMayBeADirectoryOfTheHost() throws Exception {
    Path own = Files.createDirectories(folder.resolve("own"));
    slipway
        .run("volume", "create", "-o", "type=none", "-o", "o=bind", "-o", "device=" + own, "mine")
        .succeeded();

    run("-v", "mine:/d", "busybox", "sh", "-c", "echo x >/d/f").succeeded();
    slipway.run("volume", "rm", "mine").succeeded();

    assertThat(own.resolve("f")).hasContent("x\n");
    assertThat(slipway.run("volume", "create", "-o", "type=nfs").errors())
        .contains("volumes of type=nfs");
  }

  @Test
  void mountsSayTheSameInWords() throws Exception {
    Path own = Files.createDirectories(folder.resolve("mounted"));
    Files.writeString(own.resolve("f"), "host\n");
    assertThat(
            run(
                    "--mount",
                    "type=bind,src=" + own + ",dst=/d,readonly",
                    "busybox",
                    "sh",
                    "-c",
                    "cat /d/f; touch /d/g || echo read-only")
                .text())
        .isEqualTo("host\nread-only");
    assertThat(run("--mount", "type=bind,src=" + folder + "/nosuch,dst=/d", "busybox").errors())
        .contains("bind source path does not exist");
    assertThat(
            run("--mount", "type=image,src=seeded,dst=/i", "busybox", "cat", "/i/srv/data/f")
                .text())
        .isEqualTo("seed");
    assertThat(
            run(
                    "--mount",
                    "type=tmpfs,dst=/t,tmpfs-mode=700",
                    "--tmpfs",
                    "/u:exec",
                    "busybox",
                    "sh",
                    "-c",
                    "stat -c %a /t; cp /bin/busybox /u/busybox; /u/busybox true && echo ran")
                .text())
        .isEqualTo("700\nran");
    assertThat(run("--mount", "type=volume,src=w,dst=/d", "busybox", "touch", "/d/f").exitCode())
        .isZero();
    assertThat(names()).containsExactly("w");
    assertThat(run("--mount", "type=volume,dst=/d,colour=red", "busybox").errors())
        .contains("unexpected key 'colour'");
  }

  /// The image's own links decide where a mount is, never where it leaves the root.
  @Test
  void aMountPointThatIsALinkStaysInTheRoot() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("target"));
    slipway
        .run(
            "run",
            "--network",
            "none",
            "--name",
            "linker",
            "busybox",
            "sh",
            "-c",
            "ln -s " + outside + " /data")
        .succeeded();
    slipway.run("commit", "linker", "linked").succeeded();

    run("-v", "v:/data", "linked", "sh", "-c", "echo x >/data/f").succeeded();

    assertThat(outside).isEmptyDirectory();
    assertThat(run("-v", "v:/v", "busybox", "cat", "/v/f").text()).isEqualTo("x");
  }
}
