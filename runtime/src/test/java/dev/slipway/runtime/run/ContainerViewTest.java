package dev.slipway.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What a program finds in its container.
@EnabledIf("dev.slipway.runtime.run.TestHost#canRun")
class ContainerViewTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  TestHost host;

  @BeforeEach
  void open() throws IOException {
    host = TestHost.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    host.close();
    FileTreeRemoval.remove(directory);
  }

  private String output(TestHost.Change change, String script) throws Exception {
    TestHost.Finished finished = host.run(host.create(change, "/bin/sh", "-c", script));
    assertThat(finished.err()).isEmpty();
    assertThat(finished.exitCode()).isZero();
    return finished.out();
  }

  @Test
  void namesOfUsersAreTheImagesOwn() throws Exception {
    assertThat(output(plan -> TestHostChanges.as(plan, "nonroot"), "id -u; id -g; echo $HOME"))
        .isEqualTo("1001\n1002\n/home/nonroot\n");
    assertThat(output(plan -> TestHostChanges.as(plan, "7:8"), "id -u; id -g; echo $HOME"))
        .isEqualTo("7\n8\n/\n");
    assertThat(output(plan -> plan, "id -u; echo $HOME")).isEqualTo("0\n/root\n");

    Container stranger = host.create(plan -> TestHostChanges.as(plan, "stranger"), "/bin/true");
    assertThatThrownBy(() -> host.run(stranger))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("stranger");
  }

  @Test
  void theEnvironmentHasWhatDockerAddsAndNothingOfOurs() throws Exception {
    Container container = host.create("/bin/env");

    assertThat(host.run(container).out().lines())
        .containsExactlyInAnyOrder(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOSTNAME=" + container.id().shortHex(),
            "HOME=/root");
  }

  @Test
  void theFilesOfTheNetworkAreThereOnAnImageThatHasNone() throws Exception {
    Container container =
        host.create("/bin/sh", "-c", "cat /etc/hostname /etc/hosts; hostname; ls /etc");

    assertThat(host.run(container).out().lines())
        .startsWith(container.id().shortHex(), "127.0.0.1\tlocalhost")
        .contains(container.id().shortHex(), "resolv.conf");
  }

  @Test
  void onlyTheContainersOwnProcessesAreSeen() throws Exception {
    assertThat(output(plan -> plan, "echo $$; ls -d /proc/[0-9]*")).startsWith("1\n/proc/1\n");
  }

  @Test
  void hostDirectoriesAndFilesAreMountedParentsFirst() throws Exception {
    Path outer = Files.createDirectories(directory.resolve("outer"));
    Path inner = directory.resolve("made/by/us");
    Path file = Files.writeString(directory.resolve("file"), "content\n");
    List<VolumeRecord> volumes =
        List.of(
            new VolumeRecord(inner.toString(), "/data/inner", false),
            new VolumeRecord(outer.toString(), "/data", false),
            new VolumeRecord(file.toString(), "/data/file", true));

    String out =
        output(
            plan -> TestHostChanges.withVolumes(plan, volumes),
            "touch /data/a /data/inner/b; cat /data/file; "
                + "(echo x > /data/file) 2>/dev/null || echo read-only");

    assertThat(out).isEqualTo("content\nread-only\n");
    assertThat(outer.resolve("a")).exists();
    assertThat(inner.resolve("b")).exists();
  }

  private static VolumeRecord anonymous(String name, String target) {
    return new VolumeRecord(
        VolumeRecord.Kind.VOLUME, name, target, false, List.of(VolumeRecord.ANONYMOUS));
  }

  @Test
  void aVolumeOfTheImageBeginsWithTheImagesFilesAndStays() throws Exception {
    Path seed = Files.createDirectories(directory.resolve("busybox/var/lib/data"));
    Files.writeString(seed.resolve("seed"), "");
    Files.setPosixFilePermissions(
        seed, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwx---"));
    Container container =
        host.create(
            plan ->
                TestHostChanges.withVolumes(
                    plan, List.of(anonymous("one", "/var/lib/data"), anonymous("two", "/new"))),
            "/bin/sh",
            "-c",
            "ls -ld /var/lib/data | cut -c1-10; ls /var/lib/data; ls /new; touch /var/lib/data/again /new/again");

    assertThat(host.run(container).out()).isEqualTo("drwxrwx---\nseed\n");
    assertThat(host.run(container).out()).isEqualTo("drwxrwx---\nagain\nseed\nagain\n");
    assertThat(seed.resolve("again")).doesNotExist();
  }

  @Test
  void aMissingWorkingDirectoryIsMade() throws Exception {
    assertThat(output(plan -> TestHostChanges.in(plan, "/not/there/yet"), "pwd"))
        .isEqualTo("/not/there/yet\n");
  }

  @Test
  void systemCallsAreFilteredAndCapabilitiesAreDockers() throws Exception {
    String status = output(plan -> plan, "cat /proc/self/status");

    assertThat(status).contains("Seccomp:\t2").contains("CapEff:\t00000000a80425fb");
  }
}
