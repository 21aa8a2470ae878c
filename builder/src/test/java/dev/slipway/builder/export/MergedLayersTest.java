package dev.slipway.builder.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.TarLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MergedLayersTest {
  private final MergedLayers merged = new MergedLayers();

  private void add(LayerEntry... entries) throws IOException {
    merged.add(new TarLayer(Path.of("/dev/null"), LayerIndex.of(List.of(entries))));
  }

  private static ImagePath path(String text) {
    return ImagePath.of(text);
  }

  private static LayerEntry directory(String path) {
    return LayerEntry.directory(path(path), 0755);
  }

  private static LayerEntry file(String path) {
    return LayerEntry.file(path(path), 0644, 0);
  }

  @Test
  void whatIsRemovedLaterHidesWhatIsBelowAll() throws IOException {
    add(directory("/d"), file("/d/a"), file("/d/b"));
    add(directory("/d"), LayerEntry.whiteout(path("/d/a")));

    assertThat(merged.files()).containsOnlyKeys(path("/d"), path("/d/b"));
    assertThat(merged.whiteouts()).containsExactly(path("/d/a"));
  }

  @Test
  void directoryInThePlaceOfWhatWasHiddenIsOpaque() throws IOException {
    add(LayerEntry.whiteout(path("/gone")), file("/file"));
    add(directory("/gone"), file("/gone/new"), directory("/file"), file("/file/new"));

    assertThat(merged.whiteouts()).isEmpty();
    assertThat(merged.opaque()).containsExactly(path("/file"), path("/gone"));
  }

  @Test
  void opaqueDirectoryDropsWhatTheLayersBelowHaveInIt() throws IOException {
    add(directory("/d"), file("/d/a"), LayerEntry.whiteout(path("/d/w")), directory("/e"));
    add(directory("/d"), LayerEntry.opaque(path("/d")), file("/d/b"));

    assertThat(merged.files()).containsOnlyKeys(path("/d"), path("/d/b"), path("/e"));
    assertThat(merged.whiteouts()).isEmpty();
    assertThat(merged.opaque()).containsExactly(path("/d"));
  }

  @Test
  void fileInThePlaceOfADirectoryDropsAllOfIt() throws IOException {
    add(directory("/d"), LayerEntry.opaque(path("/d")), file("/d/a"));
    add(file("/d"));

    assertThat(merged.files()).containsOnlyKeys(path("/d"));
    assertThat(merged.opaque()).isEmpty();
  }

  @Test
  void namesOfOneFileStayTogetherUnlessALaterLayerChangesOne() throws IOException {
    add(file("/a"), LayerEntry.hardLink(path("/b"), path("/a")));
    add(LayerEntry.hardLink(path("/c"), path("/x")), file("/x"));
    add(file("/a"));

    assertThat(kept("/b").first()).isEqualTo(path("/a"));
    assertThat(kept("/a")).isNotEqualTo(kept("/b"));
    assertThat(kept("/c")).isEqualTo(kept("/x"));
  }

  private MergedLayers.File kept(String path) {
    return Objects.requireNonNull(merged.files().get(path(path))).file();
  }
}
