package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;

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
}
