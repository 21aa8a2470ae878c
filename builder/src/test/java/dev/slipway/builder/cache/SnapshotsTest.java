package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.layer.EmptyLayer;
import dev.slipway.image.store.ImageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
  @TempDir Path root;

  @Test
  void aDraftThatIsNotKeptLeavesNothing() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      var snapshots = new Snapshots(store);
      try (Snapshots.Draft draft = snapshots.draft()) {
        Files.writeString(draft.upper().resolve("file"), "content");
      }
      assertThat(root.resolve("snapshots")).isEmptyDirectory();
    }
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void whatWasWrittenBecomesASnapshotAndNothingElseOfTheDraftStays() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      var snapshots = new Snapshots(store);
      try (Snapshots.Draft draft = snapshots.draft()) {
        Files.writeString(draft.upper().resolve("file"), "content");
        Files.createDirectory(draft.work().resolve("left by the kernel"));
        ResultLayer layer = draft.keep();

        assertThat(layer).isInstanceOf(ResultLayer.Snapshot.class);
        assertThat(snapshots.files(layer.identity()).resolve("file")).hasContent("content");
        assertThat(root.resolve("snapshots").resolve(layer.identity()).toFile().list())
            .containsExactly("fs");
      }
    }
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void whereNothingWasWrittenItIsTheLayerWithoutFiles() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      var snapshots = new Snapshots(store);
      for (int step = 0; step < 2; step++) {
        try (Snapshots.Draft draft = snapshots.draft()) {
          assertThat(draft.keep()).isEqualTo(ResultLayer.Stored.of(EmptyLayer.DIFF_ID));
        }
      }
      assertThat(store.layers().tar(EmptyLayer.DIFF_ID)).hasBinaryContent(EmptyLayer.tar());
      assertThat(store.layers().index(EmptyLayer.DIFF_ID).entries()).isEmpty();
      assertThat(root.resolve("snapshots")).isEmptyDirectory();
    }
  }
}
