package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.BuildResult;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.ImagePath;
import dev.slipway.image.ImageReference;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `--squash`: the layers of a build as one.
class BuildsSquashTest {
  private static final String CHANGES =
      """
      FROM base
      COPY a b /d/
      RUN rm /d/a && echo 1 > /e && mkdir /f && echo x > /f/x && rm -r /one && echo file > /one
      RUN rm -r /f && mkdir /f && echo y > /f/y && rm /etc/group && echo 2 >> /etc/passwd
      RUN rm /one && mkdir /one && echo new > /one/new && rm -r /two && mkdir /two && chown 7:8 /d
      ENV A=b
      """;

  @TempDir Path folder;

  private static BuildRequest squash(BuildRequest request) {
    return request.withImage(request.image().withSquash(true));
  }

  @Test
  void oneLayerHasTheSameFilesAsAllOfThem() throws Exception {
    BuildFixture fixture = new BuildFixture(folder).withBusybox();
    fixture.write("a", "1");
    fixture.write("b", "2");
    fixture.build(
        fixture
            .request("FROM busybox\nCOPY a b /one/\nCOPY a b /two/\n")
            .withTags(List.of(ImageReference.parse("base").withDefaultTag())));
    Image layered = fixture.build(CHANGES).image();

    BuildResult squashed = fixture.build(squash(fixture.request(CHANGES)));

    assertThat(squashed.executedSteps()).isZero();
    Image image = squashed.image();
    assertThat(image.config().diffIds())
        .hasSize(4)
        .startsWith(layered.config().diffIds().subList(0, 3).toArray(Digest[]::new));
    assertThat(files(fixture, image)).isEqualTo(files(fixture, layered));
    assertThat(files(fixture, image))
        .containsKeys("/one/new", "/d/b", "/f/y", "/two")
        .doesNotContainKeys("/one/a", "/two/a", "/d/a", "/f/x", "/etc/group");
    assertThat(image.config().history())
        .hasSize(layered.config().history().size() + 1)
        .filteredOn(entry -> !entry.emptyLayer())
        .hasSize(4)
        .last()
        .extracting(HistoryEntry::comment)
        .isEqualTo("squashed 4 layers");
    assertThat(fixture.build(squash(fixture.request(CHANGES))).image().id()).isEqualTo(image.id());
  }

  @Test
  void oneLayerStaysAsItIs() throws Exception {
    var fixture = new BuildFixture(folder);
    fixture.write("a", "1");
    String text = "FROM scratch\nCOPY a /a\nENV A=b\n";

    assertThat(fixture.build(squash(fixture.request(text))).image().id())
        .isEqualTo(fixture.build(text).image().id());
  }

  /// What a container sees, by path: all attributes and the bytes.
  private static Map<String, String> files(BuildFixture fixture, Image image) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(fixture.root)) {
      var sources = new ArrayList<LayerSource>();
      for (Digest diffId : image.config().diffIds()) {
        sources.add(store.layers().source(diffId));
      }
      var files = new TreeMap<String, String>();
      collect(FileTree.of(sources), ImagePath.ROOT, files);
      return files;
    }
  }

  private static void collect(FileTree tree, ImagePath directory, Map<String, String> into)
      throws IOException {
    List<FileTree.Node> children = tree.children(directory);
    for (FileTree.Node child : children) {
      LayerEntry entry = child.entry();
      String bytes = "";
      if (entry.kind() == EntryKind.FILE && entry.size() < 100) {
        try (InputStream data = tree.open(child)) {
          bytes = new String(data.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      into.put(child.path().toString(), entry.withData(entry.size(), -1) + bytes);
      if (entry.isDirectory()) {
        collect(tree, child.path(), into);
      }
    }
  }
}
