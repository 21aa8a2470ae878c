package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes on beside a container without a daemon: restarts, health checks, events.
class LifeCycleTest {
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

  private static String inspect(String field, String name) {
    return containers.inspect(field, name);
  }

  private static void await(String field, String name, String value) {
    containers.await(field, name, value);
  }

  private static void detached(String name, String... words) {
    containers.detached(name, words);
  }

  private static Outcome events(String... words) {
    List<String> all = new ArrayList<>(List.of("events", "--since", "10m", "--until", "0s"));
    all.addAll(List.of(words));
    return slipway.run(all.toArray(String[]::new));
  }

  @Test
  void whatFailsIsStartedAgainAsOftenAsAskedFor() {
    detached("flaky", "--restart", "on-failure:2", "busybox", "sh", "-c", "echo ran; exit 3");

    await("RestartCount", "flaky", "2");
    await("State.Status", "flaky", "exited");
    assertThat(slipway.run("logs", "flaky").output()).isEqualTo("ran\nran\nran\n");
    assertThat(inspect("State.ExitCode", "flaky")).isEqualTo("3");

    detached("fine", "--restart", "on-failure", "busybox", "true");
    await("State.Status", "fine", "exited");
    assertThat(inspect("RestartCount", "fine")).isEqualTo("0");
  }

  @Test
  void whatIsStoppedIsNotStartedAgain() {
    detached("always", "--restart", "always", "busybox", "sleep", "1000");
    slipway.run("stop", "-t", "0", "always").succeeded();

    assertThat(inspect("State.Status", "always")).isEqualTo("exited");
    assertThat(slipway.run("system", "start-all").succeeded().text()).isEqualTo("always");
    assertThat(inspect("State.Status", "always")).isEqualTo("running");
    detached("unless", "--restart", "unless-stopped", "busybox", "sleep", "1000");
    assertThat(slipway.run("system", "stop-all").succeeded().output())
        .contains("always\n", "unless\n");
    assertThat(inspect("State.Status", "unless")).isEqualTo("exited");
    assertThat(slipway.run("system", "start-all").succeeded().output())
        .contains("always\n", "unless\n");
    slipway.run("stop", "-t", "0", "unless").succeeded();
    assertThat(slipway.run("system", "start-all").succeeded().all()).isEmpty();
    assertThat(slipway.run("run", "--rm", "--restart", "always", "busybox").errors())
        .contains("cannot specify both --restart and --rm");
    assertThat(slipway.run("run", "--restart", "maybe", "busybox").errors())
        .contains("unknown policy 'maybe'");
  }

  @Test
  void aForegroundContainerIsStartedAgainToo() {
    Outcome outcome =
        slipway.run(
            "run",
            "--network",
            "none",
            "--name",
            "fore",
            "--restart",
            "on-failure:1",
            "busybox",
            "sh",
            "-c",
            "echo ran; exit 4");

    assertThat(outcome.output()).isEqualTo("ran\nran\n");
    assertThat(outcome.exitCode()).isEqualTo(4);
  }

  @Test
  void healthIsAskedFor() {
    detached(
        "patient",
        "--health-cmd",
        "test -e /ready || { echo not yet; exit 1; }",
        "--health-interval",
        "100ms",
        "--health-retries",
        "2",
        "busybox",
        "sleep",
        "1000");

    await("State.Health.Status", "patient", "unhealthy");
    assertThat(inspect("State.Health.Log", "patient")).contains("not yet");
    assertThat(slipway.run("ps", "--filter", "health=unhealthy", "--format", "{{.Status}}").text())
        .endsWith("(unhealthy)");
    slipway.run("exec", "patient", "touch", "/ready").succeeded();
    await("State.Health.Status", "patient", "healthy");
    assertThat(
            events(
                    "--filter",
                    "container=patient",
                    "--filter",
                    "event=health_status",
                    "--format",
                    "{{.Action}}")
                .output())
        .startsWith("health_status: unhealthy\nhealth_status: healthy\n");
  }

  @Test
  void checksOfTheImageAreRunUnlessTheUserDoesNotWantThem() {
    slipway.run("create", "--name", "plain", "busybox").succeeded();
    slipway
        .run("commit", "-c", "HEALTHCHECK --interval=100ms CMD [\"true\"]", "plain", "checked")
        .succeeded();
    detached("well", "checked", "sleep", "1000");
    await("State.Health.Status", "well", "healthy");

    detached("silent", "--no-healthcheck", "checked", "sleep", "1000");
    assertThat(slipway.run("ps", "--filter", "name=silent", "--format", "{{.Status}}").text())
        .doesNotContain("health");
    assertThat(slipway.run("run", "--no-healthcheck", "--health-cmd", "true", "busybox").errors())
        .contains("--no-healthcheck conflicts with --health-* options");
  }

  @Test
  void aCheckThatHangsIsEnded() {
    detached(
        "hanging",
        "--health-cmd",
        "sleep 1000",
        "--health-interval",
        "100ms",
        "--health-timeout",
        "200ms",
        "--health-retries",
        "1",
        "busybox",
        "sleep",
        "1000");

    await("State.Health.Status", "hanging", "unhealthy");
    assertThat(inspect("State.Health.Log", "hanging")).contains("exceeded timeout");
  }

  @Test
  void asManyFilesOfALogAreKeptAsAreWanted() throws Exception {
    detached(
        "chatty",
        "--log-opt",
        "max-size=10k",
        "--log-opt",
        "max-file=3",
        "busybox",
        "sleep",
        "1000");
    Path log = Path.of(inspect("LogPath", "chatty"));
    for (int batch = 1; batch <= 4; batch++) {
      String lines =
          "i=0; while [ $i -lt 300 ]; do echo batch " + batch + " line $i; i=$((i+1)); done";
      slipway.run("exec", "chatty", "sh", "-c", lines + " >/proc/1/fd/1").succeeded();
      TestContainers.await("the newest file is a new one", () -> Files.size(log) < 10_240);
    }
    slipway.run("exec", "chatty", "sh", "-c", "echo end >/proc/1/fd/1").succeeded();
    TestContainers.await("the end is written", () -> Files.readString(log).contains("end"));

    List<String> shown = slipway.run("logs", "chatty").succeeded().output().lines().toList();
    assertThat(shown).contains("batch 4 line 0", "end").doesNotContain("batch 1 line 0");
    assertThat(shown.subList(shown.indexOf("batch 4 line 0"), shown.size())).hasSize(301);
    assertThat(slipway.run("logs", "--tail", "301", "chatty").output().lines())
        .hasSize(301)
        .startsWith("batch 4 line 0");
    assertThat(log.resolveSibling(log.getFileName() + ".2")).exists();
    assertThat(log.resolveSibling(log.getFileName() + ".3")).doesNotExist();
  }

  @Test
  void chosenStreamsAreAttached() {
    Outcome outcome =
        slipway.run(
            "run",
            "--rm",
            "--network",
            "none",
            "-a",
            "STDERR",
            "busybox",
            "sh",
            "-c",
            "echo out; echo err >&2");
    assertThat(outcome.all()).isEqualTo("err\n");
    assertThat(slipway.run("run", "-d", "-a", "STDOUT", "busybox").errors())
        .contains("cannot specify both --attach and --detach");
  }

  @Test
  void theTimeToStopIsTheContainersOwn() {
    detached("stubborn", "--stop-timeout", "0", "busybox", "sleep", "1000");
    slipway.run("stop", "stubborn").succeeded();
    assertThat(inspect("State.ExitCode", "stubborn")).isEqualTo("137");
  }
}
