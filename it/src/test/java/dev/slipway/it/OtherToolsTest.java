package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Slipway saves, other tools load; what they save, Slipway loads: the image ID stays.
class OtherToolsTest {
  private Path shared;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    Program.needRoot();
    // Peers in a root of their own see the host's /var/tmp, not every temporary directory.
    shared = Files.createTempDirectory(Path.of("/var/tmp"), "slipway-it-");
    slipway = Program.in(shared);
    slipway.load("busybox");
    Files.writeString(
        shared.resolve("Dockerfile"),
        "FROM busybox\nRUN echo made > /made\nENV A=b\nCMD [\"cat\", \"/made\"]\n");
    slipway.run("build", "-t", "exchange:1", ".").succeeded();
  }

  @AfterEach
  void clean() throws Exception {
    new ProcessBuilder("rm", "-rf", shared.toString()).start().waitFor();
  }

  @Test
  void skopeoReadsTheStoreItself() throws Exception {
    Outcome inspected =
        slipway.runOther(
            "skopeo",
            "inspect",
            "--config",
            "--raw",
            "oci:" + slipway.store() + ":docker.io/library/exchange:1");
    assertThat(inspected.succeeded().output()).contains("\"A=b\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "oci"})
  void skopeoReadsWhatIsSaved(String format) throws Exception {
    Path tar = shared.resolve("saved.tar");
    slipway.run("save", "--format", format, "-o", tar.toString(), "exchange:1").succeeded();
    Outcome digest =
        slipway.runOther("skopeo", "inspect", "--config", "--raw", format + "-archive:" + tar);
    assertThat(digest.succeeded().output()).contains("\"A=b\"");
    // The same bytes come back under the same ID.
    Program other = Program.in(Files.createDirectory(shared.resolve("other")));
    other.run("load", "-i", tar.toString()).succeeded();
    assertThat(id(other, "exchange:1")).isEqualTo(id(slipway, "exchange:1"));
    assertThat(other.run("run", "--rm", "exchange:1").text()).isEqualTo("made");
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman"})
  void anotherToolAndSlipwayExchangeImages(String name) throws Exception {
    String peer = Peers.find(name);
    assumeTrue(peer != null, name + " is not installed or does not answer");
    Path ours = shared.resolve("ours.tar");
    Path theirs = shared.resolve("theirs.tar");
    slipway.run("save", "-o", ours.toString(), "exchange:1").succeeded();
    slipway.runOther(peer, "load", "-i", ours.toString()).succeeded();
    try {
      String theirId =
          slipway
              .runOther(peer, "image", "inspect", "-f", "{{.Id}}", "exchange:1")
              .succeeded()
              .text()
              .replace("sha256:", "");
      slipway.runOther(peer, "save", "-o", theirs.toString(), "exchange:1").succeeded();
      Program other = Program.in(Files.createDirectory(shared.resolve("other")));
      other.run("load", "-i", theirs.toString()).succeeded();
      assertThat(id(other, "-q")).isEqualTo(id(slipway, "exchange:1"));
      assertThat(theirId).isEqualTo(id(slipway, "exchange:1").replace("sha256:", ""));
    } finally {
      slipway.runOther(peer, "rmi", "-f", "exchange:1");
    }
  }

  @Test
  void anImageThatNamesALayerTwiceBuildsAndRuns() throws Exception {
    Files.writeString(
        shared.resolve("Dockerfile"),
        "FROM busybox\nRUN true\nRUN true\nCOPY Dockerfile /f\nRUN true\n");
    slipway.run("build", "-t", "twice", ".").succeeded();
    assertThat(slipway.run("inspect", "-f", "{{len .RootFS.Layers}}", "twice").text())
        .isEqualTo("5");
    Files.writeString(shared.resolve("Dockerfile"), "FROM twice\nRUN cat /f && touch /again\n");
    slipway.run("build", "-t", "thrice", ".").succeeded();
    assertThat(slipway.run("run", "--rm", "thrice", "ls", "/again").text()).isEqualTo("/again");
  }

  private static String id(Program slipway, String name) {
    return slipway.run("images", "-q", "--no-trunc", name).succeeded().text();
  }
}
