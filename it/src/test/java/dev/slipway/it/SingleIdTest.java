package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user namespace with one ID, as a user without subordinate IDs has it: what root alone does
/// works, and an ID that is not there is named.
class SingleIdTest {
  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    Program.needRoot();
    slipway =
        new Program(
            List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "--propagation",
                "slave",
                Program.PROJECT.resolve("bin/slipway").toString()),
            folder.resolve("store"),
            folder,
            Map.of("SLIPWAY_RUN", folder.resolve("run").toString()));
    String tar = slipway.runOther(Program.PROJECT + "/testbed/image", "busybox").succeeded().text();
    slipway.run("load", "-i", tar).succeeded();
  }

  @Test
  void rootBuildsAndRuns() throws Exception {
    build("FROM busybox\nRUN --network=none id -u > /id && cat /id\nCOPY Dockerfile /copy\n")
        .succeeded();

    assertThat(run("cat", "/id").succeeded().text()).isEqualTo("0");
    assertThat(run("ls", "-n", "/copy").succeeded().text()).contains(" 0 ");
    assertThat(slipway.run("ps", "-aq").succeeded().text()).isEmpty();
  }

  @Test
  void anIdThatIsNotMappedIsNamed() throws Exception {
    Outcome other =
        slipway.run("run", "--rm", "--network", "none", "--user", "1000", "busybox", "true");
    assertThat(other.exitCode()).isEqualTo(125);
    assertThat(other.errors()).contains("1000").contains("remedy");

    build("FROM busybox\nCOPY --chown=5:5 Dockerfile /copy\n").succeeded();
    Outcome run = run("true");
    assertThat(run.exitCode()).isEqualTo(125);
    assertThat(run.errors())
        .contains("/copy belongs to 5:5, which this user namespace has no IDs for")
        .contains("/etc/subuid");
    assertThat(slipway.run("ps", "-aq").succeeded().text()).isEmpty();
  }

  private Outcome build(String dockerfile) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), dockerfile);
    return slipway.run("build", "-t", "built", ".");
  }

  private Outcome run(String... command) {
    List<String> words = new ArrayList<>(List.of("run", "--rm", "--network", "none", "built"));
    words.addAll(List.of(command));
    return slipway.run(words.toArray(String[]::new));
  }
}
