package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An ordinary user to whom control groups of version 2 are left, as systemd does it. Where version
/// 1 has the controllers, their limits are refused by name.
class DelegatedUserTest {
  private static final String NAME = "slipway-it-groups";
  private static final String MOUNT = "mount -t cgroup2 none /sys/fs/cgroup";

  /// Their number is known when the user has been made.
  private static final String BELOW =
      "/sys/fs/cgroup/user.slice/user-$(id -u "
          + NAME
          + ").slice/user@$(id -u "
          + NAME
          + ").service";

  private static OrdinaryUser user;
  private static Program slipway;

  @BeforeAll
  static void makeUser() throws Exception {
    Program.needRoot();
    Program root = Program.in(Path.of("target").toAbsolutePath());
    assumeTrue(
        root.runOther("unshare", "--mount", "sh", "-c", MOUNT).exitCode() == 0,
        "version 2 cannot be mounted here");
    String leave =
        MOUNT
            + " && mkdir -p "
            + BELOW
            + "/shell && chown -R "
            + NAME
            + ": "
            + BELOW
            + " && echo $$ >"
            + BELOW
            + "/shell/cgroup.procs";
    user = OrdinaryUser.make(NAME, 400_000, leave);
    slipway = user.slipway();
    user.load("busybox");
  }

  @AfterAll
  static void removeUser() throws Exception {
    if (user != null) {
      slipway.run("rm", "-f", "box");
      String number = slipway.runOther("id", "-u", NAME).text();
      user.remove();
      String slice = "/sys/fs/cgroup/user.slice/user-" + number + ".slice";
      String service = slice + "/user@" + number + ".service";
      slipway
          .at(Path.of("/"))
          .runOther(
              "unshare",
              "--mount",
              "sh",
              "-c",
              MOUNT
                  + "; for d in "
                  + String.join(" ", service + "/slipway", service + "/shell", service, slice)
                  + "; do i=0; until rmdir $d 2>/dev/null || ! [ -d $d ] || [ $i = 300 ]; do sleep 0.1; i=$((i+1)); done; done;"
                  + " rmdir /sys/fs/cgroup/user.slice 2>/dev/null; true")
          .succeeded();
    }
  }

  @Test
  void containersAreStoppedMeasuredAndLimitedWithoutRoot() throws Exception {
    slipway
        .run("run", "-d", "--name", "box", "--network", "none", "busybox", "sleep", "1000")
        .succeeded();
    String pid = slipway.run("inspect", "-f", "{{.State.Pid}}", "box").succeeded().text();
    String id = slipway.run("inspect", "-f", "{{.Id}}", "box").text();
    assertThat(Files.readString(Path.of("/proc", pid, "cgroup")))
        .containsPattern("0::/user.slice/user-\\d+.slice/user@\\d+.service/slipway/" + id);

    slipway.run("pause", "box").succeeded();
    assertThat(slipway.run("ps").text()).contains("(Paused)");
    slipway.run("unpause", "box").succeeded();
    assertThat(slipway.run("exec", "box", "echo", "in").succeeded().all()).isEqualTo("in\n");
    assertThat(slipway.run("stats", "--no-stream", "box").succeeded().text()).contains("box");
    slipway.run("rm", "-f", "box").succeeded();

    String file = "/sys/fs/cgroup/cgroup.controllers";
    List<String> controllers =
        List.of(
            slipway
                .runOther("unshare", "--mount", "sh", "-c", MOUNT + "; cat " + file)
                .text()
                .split(" "));
    Outcome limited =
        slipway.run(
            "run", "--rm", "--network", "none", "--pids-limit", "7", "busybox", "echo", "ran");
    if (controllers.contains("pids") && limited.exitCode() == 0) {
      assertThat(limited.text()).isEqualTo("ran");
    } else {
      assertThat(limited.errors()).contains("--pids-limit: this kernel has no pids.max");
    }
  }
}
