package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `events` tells of everything that Docker's tells of, in its words.
class EventsTest {
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

  private static Outcome events(String... words) {
    List<String> all = new ArrayList<>(List.of("events", "--since", "10m", "--until", "0s"));
    all.addAll(List.of(words));
    return slipway.run(all.toArray(String[]::new));
  }

  /// What was done with whatever a filter means, in order.
  private static List<String> actions(String filter) {
    return events("--filter", filter, "--format", "{{.Action}}").output().lines().toList();
  }

  private static void say(String line) {
    containers.say(line).succeeded();
  }

  @Test
  void aRunIsToldWithItsEnd() {
    slipway.run(
        "run", "--network", "none", "--name", "told", "-l", "a=b", "busybox", "sh", "-c", "exit 7");
    say("rm told");

    assertThat(actions("container=told"))
        .containsExactly("create", "attach", "start", "die", "destroy");
    assertThat(events("--filter", "label=a=b", "--filter", "event=die").output())
        .containsPattern("20[0-9-]+T[0-9:.]+Z container die [0-9a-f]{64} \\(a=b, exitCode=7,");
    assertThat(slipway.run("events", "--until", "0s", "--filter", "colour=red").errors())
        .contains("invalid filter 'colour'");
  }

  @Test
  void whatIsDoneWithAContainerIsTold() {
    containers.detached("busy", "--init", "busybox", "sleep", "1000");
    say("exec busy true");
    say("pause busy");
    say("unpause busy");
    say("update --pids-limit 50 busy");
    say("top busy");
    say("restart -t 0 busy");
    say("rename busy busier");
    slipway.run("export", "-o", folder.resolve("busy.tar").toString(), "busier").succeeded();
    slipway.run("cp", "busier:/etc/passwd", folder.resolve("copy").toString()).succeeded();
    slipway.run("cp", folder.resolve("copy").toString(), "busier:/tmp/copy").succeeded();
    say("commit -m kept busier made-of-busy");
    say("stop -t 5 busier");
    say("rm busier");

    List<String> told = new ArrayList<>(actions("container=busy"));
    told.addAll(actions("container=busier"));
    assertThat(told)
        .containsSubsequence("create", "start", "exec_create: true", "exec_start: true")
        .containsSubsequence("exec_die", "pause", "unpause", "update", "top")
        .containsSubsequence("top", "kill", "die", "stop", "start", "restart")
        .containsSubsequence("rename", "export", "archive-path", "extract-to-dir", "commit")
        .containsSubsequence("commit", "kill", "die", "stop", "destroy");
    assertThat(events("--filter", "event=commit").output())
        .containsPattern("comment=kept, image=busybox, imageID=sha256:[0-9a-f]{64}")
        .contains("imageRef=made-of-busy:latest");
    assertThat(events("--filter", "event=exec_die").output())
        .containsPattern("execID=[0-9a-f]{64}, exitCode=0");
    say("rmi made-of-busy");
  }

  @Test
  void imagesComeAndGo() {
    say("tag busybox told-of:1");
    slipway.run("save", "-o", folder.resolve("told.tar").toString(), "told-of:1").succeeded();
    slipway.run("load", "-i", folder.resolve("told.tar").toString()).succeeded();
    containers.detached("source", "busybox", "true");
    slipway.run("export", "-o", folder.resolve("files.tar").toString(), "source").succeeded();
    slipway.run("import", folder.resolve("files.tar").toString(), "imported:1").succeeded();
    String imported = slipway.run("inspect", "-f", "{{.Id}}", "imported:1").succeeded().text();
    say("rmi told-of:1");
    say("rmi imported:1");

    assertThat(actions("image=told-of:1")).containsExactly("tag");
    assertThat(actions("image=" + imported)).containsExactly("import", "untag", "delete");
    assertThat(actions("type=image"))
        .containsSubsequence("tag", "save", "load", "import", "untag", "untag", "delete");
  }

  @Test
  void volumesAndNetworksComeAndGo() {
    say("network create told-net");
    String network = slipway.run("network", "inspect", "-f", "{{.Id}}", "told-net").text();
    say("volume create told-volume");
    say("run --rm --name member --network told-net -v told-volume:/v -v /w busybox true");
    say("volume rm told-volume");
    say("network rm told-net");

    assertThat(actions("network=told-net"))
        .containsExactly("create", "connect", "disconnect", "destroy");
    assertThat(events("--filter", "network=" + network).output())
        .contains("network create " + network + " (name=told-net, type=bridge)");
    assertThat(actions("volume=told-volume"))
        .containsExactly("create", "mount", "unmount", "destroy");
    assertThat(actions("type=volume"))
        .containsExactlyInAnyOrder(
            "create", "mount", "unmount", "destroy", "create", "mount", "unmount", "destroy");
  }
}
