package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each layer of an image is there for.
class ImageTreeTest {
  @TempDir Path folder;
  private static Program store;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("busybox");
  }

  @Test
  void eachLayerSaysWhatItAddsChangesAndRemoves() throws Exception {
    Files.writeString(folder.resolve("large"), "x".repeat(5_000));
    Files.writeString(folder.resolve("small"), "y".repeat(10));
    Files.writeString(
        folder.resolve("Dockerfile"),
        """
        FROM busybox
        COPY large /data/a
        COPY large /data/b
        COPY small /data/a
        RUN rm -r /data
        """);
    Program slipway = store.at(folder);
    slipway.run("build", "-q", "-t", "it-tree", ".").succeeded();

    String text = slipway.run("image", "tree", "it-tree").succeeded().text();

    assertThat(text)
        .contains("it-tree: ", " in 5 layers, 10kB wasted")
        .contains(
            "COPY large /data/a # buildkit\\n  added 1 file, 5kB\\n    5kB     /data/a\\n"
                .replace("\\n", "\n"))
        .contains("  changed 1 file, 10B\n    10B     /data/a  (again)\n")
        .contains("  removed 2 files, 5.01kB");
    assertThat(slipway.run("image", "tree", "--format", "json", "it-tree").succeeded().text())
        .contains("\"wasted\": 10010");
  }

  @Test
  void theSecondCallLooksIntoNoLayerUnlessItsNoteIsDamaged() throws Exception {
    Files.writeString(folder.resolve("file"), "z".repeat(100));
    Files.writeString(
        folder.resolve("Dockerfile"), "FROM busybox\nCOPY file /noted\nCOPY file /again\n");
    Program slipway = store.at(folder);
    slipway.run("build", "-q", "-t", "it-tree-noted", ".").succeeded();
    String first = slipway.run("image", "tree", "it-tree-noted").succeeded().text();
    String diffIds =
        slipway.run("inspect", "-f", "{{json .RootFS.Layers}}", "it-tree-noted").text();
    String top = diffIds.substring(diffIds.lastIndexOf("sha256:") + 7, diffIds.lastIndexOf('"'));
    Path layer = slipway.store().resolve("layers").resolve(top);

    Files.delete(layer.resolve("index"));
    assertThat(slipway.run("image", "tree", "it-tree-noted").succeeded().text()).isEqualTo(first);
    assertThat(layer.resolve("index")).as("made by who looks into a layer").doesNotExist();
    assertThat(slipway.run("image", "tree", "--top", "1", "it-tree-noted").succeeded().text())
        .contains("layer 3  COPY file /again", "    100B    /again")
        .hasSizeLessThan(first.length());

    byte[] note = Files.readAllBytes(layer.resolve("contents"));
    note[note.length / 2] ^= 1;
    Files.write(layer.resolve("contents"), note);
    assertThat(slipway.run("image", "tree", "it-tree-noted").succeeded().text()).isEqualTo(first);
    assertThat(layer.resolve("index")).exists();
  }
}
