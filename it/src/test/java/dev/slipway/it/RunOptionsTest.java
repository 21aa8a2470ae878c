package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Options of `run`, each by what the program in the container sees of it.
class RunOptionsTest {
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

  private static Outcome run(String... words) {
    return containers.run(words);
  }

  private static String sh(String script, String... options) {
    return containers.sh(script, options);
  }

  @Test
  void powersAreGivenAndTaken() {
    assertThat(sh("grep CapBnd /proc/self/status", "--cap-drop", "ALL", "--cap-add", "NET_ADMIN"))
        .endsWith("0000000000001000");
    assertThat(
            sh(
                "grep -E 'NoNewPrivs|Seccomp:' /proc/self/status",
                "--security-opt",
                "no-new-privileges",
                "--security-opt",
                "seccomp=unconfined"))
        .isEqualTo("NoNewPrivs:\t1\nSeccomp:\t0");
    assertThat(
            sh(
                "grep Seccomp: /proc/self/status; test -e /dev/full && test -w /proc/sys/kernel",
                "--privileged"))
        .isEqualTo("Seccomp:\t0");
    assertThat(run("--cap-add", "FOO", "busybox").errors())
        .contains("unknown capability: \"CAP_FOO\"");
    assertThat(run("--security-opt", "apparmor=x", "busybox").errors()).contains("apparmor=x");
    assertThat(sh("id -G", "-u", "5:6", "--group-add", "7")).isEqualTo("6 7");
  }

  @Test
  void aFilterOfOnesOwnHolds() throws IOException {
    Path profile =
        Files.writeString(
            folder.resolve("seccomp.json"),
            "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\",\"mkdirat\"],"
                + "\"action\":\"SCMP_ACT_ERRNO\",\"errnoRet\":1}]}");
    assertThat(sh("mkdir /x || echo refused", "--security-opt", "seccomp=" + profile))
        .isEqualTo("refused");
    assertThat(run("--security-opt", "seccomp=/nosuch", "busybox").errors())
        .contains("opening seccomp profile (/nosuch) failed");
  }

  @Test
  void theRootMayBeReadOnly() {
    assertThat(
            sh(
                "touch /x || echo root; touch /dev/shm/x /t/x && echo memory",
                "--read-only",
                "--tmpfs",
                "/t"))
        .isEqualTo("root\nmemory");
  }

  @Test
  void processesAreSharedOrBegunByAnInit() {
    assertThat(sh("cat /proc/1/comm", "--init")).isEqualTo("init");
    containers.detached("other", "busybox", "sleep", "1000");
    assertThat(sh("cat /proc/1/comm", "--pid", "container:other")).isEqualTo("sleep");
    assertThat(run("--ipc", "container:other", "busybox").errors()).contains("non-shareable IPC");
    containers.detached("donor", "--ipc", "shareable", "busybox", "sleep", "1000");
    slipway.run("exec", "donor", "sh", "-c", "echo shared >/dev/shm/f").succeeded();
    assertThat(sh("readlink /proc/self/ns/ipc; cat /dev/shm/f", "--ipc", "container:donor"))
        .isEqualTo(
            slipway.run("exec", "donor", "readlink", "/proc/self/ns/ipc").text() + "\nshared");
    assertThat(sh("readlink /proc/self/ns/net", "--network", "container:other"))
        .isEqualTo(slipway.run("exec", "other", "readlink", "/proc/self/ns/net").text());
    assertThat(run("--pid", "container:nosuch", "busybox").errors()).contains("No such container");
    assertThat(run("--pid", "weird", "busybox").errors()).contains("invalid mode: weird");
    assertThat(run("--uts", "host", "-h", "x", "busybox").errors())
        .contains("conflicting options: hostname and the UTS mode");
    assertThat(run("--userns", "keep-id", "busybox").errors())
        .contains("--userns=keep-id is not there");
  }

  /// Root of the container is nobody of the host; what it writes lies there as root's all the same,
  /// so that images and volumes are as always.
  @Test
  void rootOfAContainerIsNobodyOfTheHost() throws IOException {
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "other",
            "--userns",
            "auto",
            "-v",
            "mapped:/data",
            "-p",
            "127.0.0.1::80",
            "busybox",
            "sh",
            "-c",
            "echo x >/data/f; touch /made; chown 7:8 /made; echo hi >/index.html;"
                + " exec httpd -f -p 80 -h /")
        .succeeded();
    String pid = containers.inspect("State.Pid", "other");
    assertThat(Files.readString(Path.of("/proc", pid, "status")))
        .containsPattern("Uid:\\s+1[0-9]{9}\\s");
    TestContainers.await(
        "it is made",
        () -> slipway.run("exec", "other", "test", "-e", "/index.html").exitCode() == 0);
    assertThat(slipway.run("exec", "other", "sh", "-c", "id -u; stat -c %u /bin/sh /data/f").text())
        .isEqualTo("0\n0\n0");
    assertThat(sh("stat -c %u /data/f", "-v", "mapped:/data")).isEqualTo("0");
    slipway.run("commit", "other", "remapped").succeeded();
    assertThat(run("remapped", "stat", "-c", "%u:%g", "/made").succeeded().text()).isEqualTo("7:8");
    // A file of the host's root is nobody's inside, whatever the container's root may do.
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.setPosixFilePermissions(
        secret, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    assertThat(run("--userns", "auto", "-v", secret + ":/s", "busybox", "cat", "/s").errors())
        .contains("Permission denied");
    assertThat(run("--userns", "auto", "--privileged", "busybox").errors())
        .contains("privileged mode is incompatible with user namespaces");
    assertThat(run("--userns", "auto", "--pid", "host", "busybox").errors())
        .contains("cannot share pid host when user namespaces are enabled");
  }

  @Test
  void limitsOfProcessesAndKernelAreSet() {
    assertThat(
            sh(
                "ulimit -n; ulimit -Hn; cat /proc/self/oom_score_adj",
                "--ulimit",
                "nofile=100:200",
                "--oom-score-adj",
                "500"))
        .isEqualTo("100\n200\n500");
    assertThat(sh("cat /proc/sys/net/ipv4/ip_forward", "--sysctl", "net.ipv4.ip_forward=1"))
        .isEqualTo("1");
    assertThat(sh("df -k /dev/shm | tail -1 | awk '{print $2}'", "--shm-size", "10m"))
        .isEqualTo("10240");
    assertThat(run("--sysctl", "kernel.panic=1", "busybox").errors()).contains("is not allowed");
    assertThat(run("--ulimit", "x=1", "busybox").errors()).contains("invalid ulimit type: x");
  }

  @Test
  void whatAContainerUsesIsLimited() {
    assumeTrue(Files.isWritable(Path.of("/sys/fs/cgroup")), "needs control groups");
    assertThat(
            run(
                    "--memory",
                    "20m",
                    "--memory-swap",
                    "20m",
                    "busybox",
                    "sh",
                    "-c",
                    "dd if=/dev/zero of=/dev/shm/x bs=1M count=60 2>/dev/null")
                .exitCode())
        .isEqualTo(137);
    assertThat(
            run(
                    "--pids-limit",
                    "3",
                    "busybox",
                    "sh",
                    "-c",
                    "sleep 1 & sleep 1 & sleep 1 & sleep 1 & wait")
                .errors())
        .contains("can't fork");
    assertThat(run("--memory", "4m", "busybox").errors())
        .contains("Minimum memory limit allowed is 6MB");
    assertThat(run("--cpus", "1000", "busybox").errors()).contains("range of CPUs is from 0.01");
    assertThat(run("--memory-swap", "1g", "busybox").errors()).contains("always set the Memory");
  }

  @Test
  void disksAreSlowedDown() throws IOException {
    assertThat(run("--device-read-bps", "vda:1mb", "busybox").errors())
        .contains("bad format for path");
    assertThat(run("--device-write-iops", "/dev/null:100", "busybox").errors())
        .contains("--device-write-iops: /dev/null is no disk");
    Path disk = Path.of("/dev/vda");
    assumeTrue(Files.exists(disk), "needs a disk");
    String id =
        slipway
            .run(
                "run",
                "-d",
                "--name",
                "slow",
                "--network",
                "none",
                "--device-read-bps",
                disk + ":1mb",
                "busybox",
                "sleep",
                "1000")
            .succeeded()
            .text();
    Path group = Path.of("/sys/fs/cgroup/blkio/slipway", id, "blkio.throttle.read_bps_device");
    Path unified = Path.of("/sys/fs/cgroup/slipway", id, "io.max");
    assertThat(Files.readString(Files.exists(group) ? group : unified)).contains("1048576");
    slipway.run("rm", "-f", "slow").succeeded();
  }

  @Test
  void aRunningContainerIsHeldMeasuredAndLimited() {
    assumeTrue(Files.isWritable(Path.of("/sys/fs/cgroup")), "needs control groups");
    containers.detached("box", "busybox", "sleep", "1000");

    slipway.run("pause", "box").succeeded();
    assertThat(slipway.run("ps", "--format", "{{.State}} {{.Status}}").text())
        .startsWith("paused Up ")
        .endsWith(" (Paused)");
    assertThat(slipway.run("exec", "box", "true").errors()).contains("Container box is paused");
    slipway.run("unpause", "box").succeeded();
    slipway.run("exec", "box", "true").succeeded();
    assertThat(slipway.run("unpause", "box").errors()).contains("is not paused");

    slipway.run("update", "--memory", "100m", "--pids-limit", "50", "box").succeeded();
    assertThat(slipway.run("stats", "--no-stream", "--format", "{{.MemUsage}} {{.PIDs}}").text())
        .endsWith(" / 100MiB 1");
    assertThat(slipway.run("inspect", "-f", "{{.HostConfig.Memory}}", "box").text())
        .isEqualTo("104857600");
    assertThat(slipway.run("top", "box").output()).startsWith("UID").contains("sleep 1000");
    slipway.run("pause", "box").succeeded();
    slipway.run("stop", "-t", "0", "box").succeeded();
  }

  @Test
  void devicesAreGivenByName() {
    assumeTrue(Files.exists(Path.of("/dev/fuse")), "needs /dev/fuse");
    assertThat(sh("test -c /dev/other && echo there", "--device", "/dev/fuse:/dev/other:r"))
        .isEqualTo("there");
    assertThat(run("--device", "/dev/nosuch", "busybox").errors())
        .contains("error gathering device information");
    // Nodes may be made, and are good for nothing.
    assertThat(sh("mknod /x b 8 0 && cat /x 2>&1 || echo refused")).contains("refused");
  }

  @Test
  void namesAreResolvedAsAskedFor() {
    assertThat(
            sh(
                "cat /etc/resolv.conf",
                "--dns",
                "192.0.2.1",
                "--dns",
                "192.0.2.2",
                "--dns-search",
                "a.example",
                "--dns-option",
                "ndots:2"))
        .contains("nameserver 192.0.2.1\nnameserver 192.0.2.2\n")
        .contains("search a.example\n")
        .contains("options ndots:2");
  }

  @Test
  void labelsComeFromFilesToo() throws IOException {
    Path file = Files.writeString(folder.resolve("labels"), "# comment\none=1\ntwo\n");
    slipway
        .run(
            "create",
            "--name",
            "labelled",
            "--label-file",
            file.toString(),
            "-l",
            "one=2",
            "--annotation",
            "note=x",
            "busybox")
        .succeeded();
    assertThat(slipway.run("inspect", "-f", "{{.Config.Labels}}", "labelled").text())
        .isEqualTo("map[one:2 two:]");
  }
}
