package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Slipway pushes, other tools pull; what they push, Slipway pulls: the image ID stays.
class RegistryPeersTest {
  @TempDir private Path folder;
  private RealRegistry registry;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    registry = RealRegistry.plain(folder.resolve("registry"));
    slipway = Program.in(folder).at(Files.createDirectory(folder.resolve("context")));
    Files.writeString(slipway.directory().resolve("file"), "content\n");
    Files.writeString(
        slipway.directory().resolve("Dockerfile"),
        "FROM scratch\nCOPY file /\nCOPY file /other/\nENV A=b\nCMD [\"/file\"]\n");
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker", "podman", "buildah"})
  void anotherToolPullsWhatIsPushedAndPushesWhatIsPulled(String tool) throws Exception {
    String peer = Peers.find(tool);
    assumeTrue(peer != null, tool + " is not installed or does not answer");
    List<String> insecure = tool.equals("docker") ? List.of() : List.of("--tls-verify=false");
    String ours = registry.address() + "/ours/" + tool + ":1";
    String theirs = registry.address() + "/theirs/" + tool + ":1";
    slipway.run("build", "-q", "--push", "--load", "-t", ours, ".").succeeded();
    String id = slipway.run("images", "-q", "--no-trunc", ours).text().replace("sha256:", "");
    // Peers in a root of their own do not find every directory.
    Program elsewhere = slipway.at(Path.of("/var/tmp"));
    try {
      elsewhere.runOther(command(peer, "pull", insecure, ours)).succeeded();
      assertThat(elsewhere.runOther(peer, "images", "-q", "--no-trunc", ours).text())
          .isEqualTo("sha256:" + id);
      elsewhere.runOther(peer, "tag", ours, theirs).succeeded();
      elsewhere.runOther(command(peer, "push", insecure, theirs)).succeeded();
    } finally {
      elsewhere.runOther(peer, "rmi", "-f", ours, theirs);
    }
    Program other = Program.in(Files.createDirectory(folder.resolve("elsewhere")));
    other.run("pull", "-q", theirs).succeeded();
    assertThat(other.run("images", "-q", "--no-trunc").text()).isEqualTo("sha256:" + id);
    Path context = Files.createDirectory(folder.resolve("from"));
    Files.writeString(context.resolve("Dockerfile"), "FROM " + theirs + "\n");
    other.at(context).run("build", "-q", "-o", "files", ".").succeeded();
    assertThat(context.resolve("files/other/file")).hasContent("content");
  }

  private static String[] command(String peer, String verb, List<String> options, String name) {
    List<String> words = new ArrayList<>(List.of(peer, verb));
    words.addAll(options);
    words.add(name);
    return words.toArray(String[]::new);
  }
}
