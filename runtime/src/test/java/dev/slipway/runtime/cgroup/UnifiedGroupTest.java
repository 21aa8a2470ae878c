package dev.slipway.runtime.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On the machine's own control groups of version 2, with whatever controllers are there: on hosts
/// that have version 1 beside it few are.
class UnifiedGroupTest {
  private static final String PARENT = "slipway-test-" + ProcessHandle.current().pid();

  private Path mount;
  private UnifiedGroup group;

  @BeforeEach
  void makeGroup() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "control groups need root");
    Optional<Path> found = unified();
    assumeTrue(found.isPresent(), "no control groups of version 2 are mounted here");
    mount = found.get();
    group = new UnifiedGroup(mount, PARENT + "/one");
    try {
      group.create();
    } catch (IOException readOnly) {
      assumeTrue(false, "groups cannot be made here: " + readOnly);
    }
  }

  private static Optional<Path> unified() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      String[] words = line.split(" ");
      if (words[2].equals("cgroup2")) {
        return Optional.of(Path.of(words[1]));
      }
    }
    return Optional.empty();
  }

  @AfterEach
  void removeGroup() throws Exception {
    if (group != null) {
      for (long pid : group.processes()) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
      }
      group.remove();
      assertThat(mount.resolve(PARENT)).doesNotExist();
    }
  }

  private static Process start(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
  }

  @Test
  void processesJoinAreStoppedAndGoOn() throws Exception {
    Process counting = start("while read -r line; do echo $line; done");
    try (var input = counting.outputWriter();
        var output = counting.inputReader()) {
      group.add(counting.pid());
      assertThat(group.exists()).isTrue();
      assertThat(group.processes()).containsExactly(counting.pid());
      assertThat(group.frozen()).isFalse();

      group.freeze(true);
      assertThat(group.frozen()).isTrue();
      input.write("one\n");
      input.flush();
      assertThat(output.ready()).isFalse();

      group.freeze(false);
      assertThat(group.frozen()).isFalse();
      assertThat(output.readLine()).isEqualTo("one");
    }
    counting.waitFor();
    assertThat(group.processes()).isEmpty();
    assertThat(group.use().cpuNanos()).isPositive();
  }

  @Test
  void whoIsStartedByAMemberIsOne() throws Exception {
    Process shell = start("echo $$ >" + group.joinFiles().getFirst() + "; sleep 1000 & echo; wait");
    int _ = shell.getInputStream().read();
    assertThat(group.processes()).hasSize(2).contains(shell.pid());
  }

  private boolean has(String controller) throws IOException {
    return List.of(
            Files.readString(mount.resolve(PARENT).resolve("cgroup.subtree_control"))
                .strip()
                .split(" "))
        .contains(controller);
  }

  private String file(String name) throws IOException {
    return Files.readString(mount.resolve(PARENT).resolve("one").resolve(name)).strip();
  }

  @Test
  void limitsAreSetOrRefusedByName() throws Exception {
    var memory = new Resources(64 << 20, 128 << 20, 0, 0, 0, 0, "", "", 0, 0, true);
    var processes = new Resources(0, 0, 0, 0, 0, 0, "", "", 7, 0, true);
    var processor = new Resources(0, 0, 0, 50_000, 0, 0, "", "", 0, 0, true);

    if (has("memory")) {
      group.limit(memory);
      assertThat(file("memory.max")).isEqualTo("" + (64 << 20));
    } else {
      refused(memory, "--memory: this kernel has no memory.max");
    }
    if (has("pids")) {
      group.limit(processes);
      assertThat(file("pids.max")).isEqualTo("7");
    } else {
      refused(processes, "--pids-limit: this kernel has no pids.max");
    }
    if (has("cpu")) {
      group.limit(processor);
      assertThat(file("cpu.max")).isEqualTo("50000 100000");
    } else {
      refused(processor, "--cpus: this kernel has no cpu.max");
    }
    refused(
        new Resources(0, 0, 0, 0, 0, 0, "", "", 0, 0, false),
        "--oom-kill-disable: control groups of version 2 cannot do that");
  }

  private void refused(Resources resources, String message) {
    assertThatThrownBy(() -> group.limit(resources))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining(message);
  }

  /// The kernel asks a program of ours at each opening.
  @Test
  void onlyAllowedDevicesAreOpened() throws Exception {
    group.allowDevices(List.of("c 1:3 rwm"));

    Process opening =
        start(
            "echo $$ >"
                + group.joinFiles().getFirst()
                + "; (: </dev/null) && echo null; (: </dev/zero) && echo zero; true");
    String said = new String(opening.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    opening.waitFor();

    assertThat(said)
        .startsWith("null\n")
        .contains("Operation not permitted")
        .doesNotContain("\nzero");
  }
}
