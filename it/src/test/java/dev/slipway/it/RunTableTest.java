package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows of the table in `docs/guides/run.md`: options of `run` that no other test is about.
class RunTableTest {
  @TempDir static Path folder;
  private static TestContainers containers;
  private static Program slipway;

  @BeforeAll
  static void prepare() {
    containers = TestContainers.in(folder);
    slipway = containers.slipway();
  }

  @AfterEach
  void removeContainers() {
    containers.removeAll();
  }

  @Test
  void namesOfHostsAndDomains() {
    assertThat(
            containers.sh(
                "cat /etc/hosts; hostname; cat /proc/sys/kernel/domainname",
                "--add-host",
                "far:192.0.2.9",
                "-h",
                "near",
                "--domainname",
                "example.test"))
        .contains("192.0.2.9\tfar")
        .endsWith("near\nexample.test");
    assertThat(
            containers
                .say("run --rm --add-host up:host-gateway busybox cat /etc/hosts")
                .succeeded()
                .output())
        .containsPattern("172\\.\\d+\\.0\\.1\tup\n");
  }

  @Test
  void theIdIsWrittenToAFileThatIsNotThereYet() throws IOException {
    Path file = folder.resolve("cid");
    String id =
        slipway
            .run("run", "-d", "--network", "none", "--cidfile", file.toString(), "busybox", "true")
            .succeeded()
            .text();
    assertThat(file).hasContent(id);
    Outcome again = containers.run("--cidfile", file.toString(), "busybox", "true");
    assertThat(again.exitCode()).isEqualTo(125);
    assertThat(again.errors()).contains("container ID file found");
    assertThat(Files.readString(file)).isEqualTo(id);
  }

  @Test
  void exposedPortsArePublishedByCapitalP() {
    containers
        .say("run -d --name open --expose 81 --expose 90-91/udp -P busybox sleep 1000")
        .succeeded();

    assertThat(slipway.run("port", "open").output().lines().map(line -> line.split(" ")[0]))
        .containsExactlyInAnyOrder("81/tcp", "90/udp", "91/udp");
    assertThat(containers.say("run -p 1-2:80 busybox true").errors())
        .contains("invalid ranges specified");
    assertThat(containers.say("run -p 192.0.2.200::80 busybox true").errors())
        .contains("is no address of this host");
  }

  @Test
  void theLogIsKeptAsAskedFor() {
    containers
        .say("run --network none --name kept --log-driver local busybox echo line")
        .succeeded();
    assertThat(slipway.run("logs", "kept").output()).isEqualTo("line\n");
    containers
        .say("run --network none --name lost --log-driver none busybox echo line")
        .succeeded();
    assertThat(slipway.run("logs", "lost").output()).isEmpty();
    slipway
        .run(
            "run",
            "--network",
            "none",
            "--name",
            "short",
            "--log-opt",
            "max-size=1k",
            "busybox",
            "sh",
            "-c",
            "i=0; while [ $i -lt 200 ]; do echo line $i; i=$((i+1)); done")
        .succeeded();
    assertThat(slipway.run("logs", "short").output())
        .endsWith("line 199\n")
        .doesNotContain("line 0\n");
    assertThat(containers.say("run --log-driver syslog busybox true").errors())
        .contains("--log-driver syslog is not there yet");
    assertThat(containers.say("run --log-opt tag=x busybox true").errors())
        .contains("unknown log opt 'tag'");
  }

  @Test
  void theSignalToStopIsTheContainersOwn() {
    containers.detached(
        "quits",
        "--stop-signal",
        "QUIT",
        "busybox",
        "sh",
        "-c",
        "trap 'exit 4' QUIT; echo set; while :; do sleep 0.1; done");
    TestContainers.await("it listens", () -> slipway.run("logs", "quits").output().equals("set\n"));
    slipway.run("stop", "quits").succeeded();
    assertThat(containers.inspect("State.ExitCode", "quits")).isEqualTo("4");
    assertThat(containers.run("--stop-signal", "NOSUCH", "busybox").errors())
        .contains("invalid stop signal: NOSUCH");
  }

  @Test
  void usersDirectoriesAndNames() {
    assertThat(containers.sh("id -u; id -g; pwd", "-u", "12:34", "-w", "/made/here"))
        .isEqualTo("12\n34\n/made/here");
    assertThat(containers.run("-w", "relative", "busybox").errors())
        .contains("it needs to be an absolute path");
    containers.detached("taken", "busybox", "sleep", "1000");
    Outcome second = containers.run("--name", "taken", "busybox", "true");
    assertThat(second.exitCode()).isEqualTo(125);
    assertThat(second.errors()).contains("is already in use");
  }

  @Test
  void anImageOfAnotherPlatformIsRefused() {
    String own = slipway.run("inspect", "-f", "{{.Os}}/{{.Architecture}}", "busybox").text();
    containers.run("--platform", own, "busybox", "true").succeeded();

    Outcome other = containers.run("--platform", "linux/s390x", "busybox", "true");
    assertThat(other.exitCode()).isEqualTo(125);
    assertThat(other.errors())
        .contains("does not match the specified platform (linux/s390x)", "leave out --platform");
  }

  @Test
  void groupsAreBelowTheParentThatIsNamed() throws IOException {
    containers.detached("box", "--cgroup-parent", "slipway-it-table", "busybox", "sleep", "1000");
    String groups =
        Files.readString(Path.of("/proc", containers.inspect("State.Pid", "box"), "cgroup"));
    assertThat(groups).contains("/slipway-it-table/" + containers.inspect("Id", "box"));
  }

  /// Most kernels have no scheduler that weighs.
  @Test
  void aWeightOfDisksIsSetOrRefusedByTheNameOfWhatIsMissing() {
    Outcome weighed = containers.run("--blkio-weight", "300", "busybox", "true");
    if (weighed.exitCode() != 0) {
      assertThat(weighed.exitCode()).isEqualTo(125);
      assertThat(weighed.errors()).containsPattern("blkio-weight: .*bfq.weight");
    }
  }

  /// A program of any user may have port 80, and ask for echoes.
  @Test
  void lowPortsAreForEveryUser() {
    assertThat(
            containers
                .say(
                    "run --rm -u 1234 busybox cat /proc/sys/net/ipv4/ip_unprivileged_port_start"
                        + " /proc/sys/net/ipv4/ping_group_range")
                .succeeded()
                .text())
        .isEqualTo("0\n0\t2147483647");
  }
}
