package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host whose control groups are of version 2: every command sees that hierarchy alone. Where
/// version 1 has the controllers, their limits are refused by name.
class UnifiedHostTest {
  private static final List<String> ENTER =
      List.of(
          "unshare",
          "--mount",
          "sh",
          "-c",
          "mount -t cgroup2 none /sys/fs/cgroup && exec \"$@\"",
          "enter");

  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    Program plain = Program.in(folder);
    plain.load("busybox");
    assumeTrue(entered(plain, "true").exitCode() == 0, "version 2 cannot be mounted here");
    List<String> launcher = new ArrayList<>(ENTER);
    launcher.addAll(plain.launcher());
    slipway = new Program(launcher, plain.store(), folder, Map.of());
  }

  @AfterAll
  static void removeAll() throws IOException {
    if (slipway != null) {
      for (String id : slipway.run("ps", "-aq").output().lines().toList()) {
        slipway.run("rm", "-f", id).succeeded();
      }
      assertThat(entered(slipway, "ls", "/sys/fs/cgroup/slipway-it").exitCode()).isNotZero();
    }
  }

  private static Outcome entered(Program program, String... words) throws IOException {
    List<String> all = new ArrayList<>(ENTER);
    all.addAll(List.of(words));
    return program.runOther(all.toArray(String[]::new));
  }

  private static Outcome run(String... words) {
    List<String> all =
        new ArrayList<>(List.of("run", "--cgroup-parent", "slipway-it", "--network", "none"));
    all.addAll(List.of(words));
    return slipway.run(all.toArray(String[]::new));
  }

  private static String status() {
    return slipway.run("inspect", "-f", "{{.State.Status}}", "box").succeeded().text();
  }

  @Test
  void aContainerIsPausedMeasuredAndItsDevicesAreGuarded() throws Exception {
    String id = run("-d", "--name", "box", "busybox", "sleep", "1000").succeeded().text();
    String pid = slipway.run("inspect", "-f", "{{.State.Pid}}", "box").text();
    assertThat(entered(slipway, "cat", "/sys/fs/cgroup/slipway-it/" + id + "/cgroup.procs").text())
        .isEqualTo(pid);

    slipway.run("pause", "box").succeeded();
    assertThat(status()).isEqualTo("paused");
    slipway.run("unpause", "box").succeeded();
    assertThat(status()).isEqualTo("running");
    assertThat(slipway.run("top", "box").succeeded().output()).contains("sleep 1000");
    assertThat(slipway.run("stats", "--no-stream", "box").succeeded().output()).contains("box");
    assertThat(
            slipway
                .run(
                    "exec",
                    "box",
                    "sh",
                    "-c",
                    "mknod /disk b 7 0; cat /disk; : </dev/null && echo fine")
                .all())
        .contains("Operation not permitted")
        .contains("fine");
    slipway.run("rm", "-f", "box").succeeded();
  }

  @Test
  void aLimitHoldsOrIsRefusedByTheNameOfWhatIsMissing() throws Exception {
    String controllers = entered(slipway, "cat", "/sys/fs/cgroup/cgroup.controllers").text();
    String[][] limits = {
      {"memory", "--memory", "64m", "memory.max"},
      {"pids", "--pids-limit", "7", "pids.max"},
      {"cpu", "--cpus", "0.5", "cpu.max"},
      {"cpuset", "--cpuset-cpus", "0", "cpuset.cpus"}
    };
    for (String[] limit : limits) {
      Outcome outcome = run("--rm", limit[1], limit[2], "busybox", "true");
      if (List.of(controllers.split(" ")).contains(limit[0])) {
        outcome.succeeded();
      } else {
        assertThat(outcome.exitCode()).as(limit[1]).isEqualTo(125);
        assertThat(outcome.errors()).contains(limit[1] + ": this kernel has no " + limit[3]);
      }
    }
    assertThat(run("--rm", "--oom-kill-disable", "busybox", "true").errors())
        .contains("control groups of version 2 cannot do that");
  }
}
