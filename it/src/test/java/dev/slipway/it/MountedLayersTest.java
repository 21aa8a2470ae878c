package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a container stands on stays, whatever is removed around it.
class MountedLayersTest {
  private static final Pattern DIFF_ID = Pattern.compile("sha256:([0-9a-f]{64})");

  @TempDir Path folder;

  @Test
  void layersOfAContainerStayUntilItIsGone() throws Exception {
    Program.needRoot();
    Program slipway = Program.in(folder);
    slipway.load("busybox");
    Files.writeString(folder.resolve("late"), "read late\n");
    Files.writeString(folder.resolve("Dockerfile"), "FROM busybox\nCOPY late /late\n");
    slipway.run("build", "-q", "-t", "it-mounted", ".").succeeded();
    List<String> layers = new ArrayList<>();
    Matcher found =
        DIFF_ID.matcher(
            slipway.run("inspect", "-f", "{{json .RootFS.Layers}}", "it-mounted").text());
    while (found.find()) {
      layers.add(found.group(1));
    }
    assertThat(layers).hasSizeGreaterThan(1);
    slipway
        .run("run", "-d", "--network", "none", "--name", "it-stands", "it-mounted", "sleep", "1000")
        .succeeded();
    try {
      slipway.run("rmi", "-f", "it-mounted", "busybox").succeeded();
      slipway.run("builder", "prune", "-af").succeeded();
      slipway.run("image", "prune", "-af").succeeded();

      assertThat(layers).allMatch(layer -> isThere(slipway.store(), layer));
      assertThat(slipway.run("exec", "it-stands", "cat", "/late").succeeded().text())
          .isEqualTo("read late");
      slipway.run("stop", "-t", "0", "it-stands").succeeded();
      slipway.run("image", "prune", "-af").succeeded();
      slipway.run("start", "it-stands").succeeded();
      assertThat(slipway.run("exec", "it-stands", "cat", "/late").succeeded().text())
          .isEqualTo("read late");
    } finally {
      slipway.run("rm", "-f", "it-stands").succeeded();
    }
    slipway.run("system", "prune", "-af").succeeded();
    assertThat(layers).noneMatch(layer -> isThere(slipway.store(), layer));
  }

  /// A copied folder is one tar, also where a later step reads it: none of its files is created.
  @Test
  void whatIsCopiedIsMountedAndNeverUnpacked() throws Exception {
    Program.needRoot();
    Program slipway = Program.in(folder);
    assumeTrue(
        slipway.run("info").succeeded().output().contains("mounted as they are"),
        "this machine mounts no layers");
    slipway.load("busybox");
    Path many = Files.createDirectory(folder.resolve("many"));
    for (int i = 0; i < 100; i++) {
      Files.writeString(many.resolve("copied-" + i), "file " + i + "\n");
    }
    Files.writeString(
        folder.resolve("Dockerfile"),
        "FROM busybox\nCOPY many /many\nRUN cat /many/copied-77 >/read\n");

    slipway.run("build", "-q", "-t", "it-copied", ".").succeeded();

    assertThat(slipway.run("run", "--rm", "--network", "none", "it-copied", "cat", "/read").text())
        .isEqualTo("file 77");
    try (Stream<Path> files = Files.walk(slipway.store())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("copied-"));
    }
  }

  private static boolean isThere(Path store, String layer) {
    return Files.exists(store.resolve("blobs/sha256").resolve(layer))
        || Files.exists(store.resolve("layers").resolve(layer).resolve("tar"));
  }
}
