package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
  @TempDir Path root;

  private static String made(Snapshots snapshots) throws IOException {
    try (Snapshots.Draft draft = snapshots.draft()) {
      Files.writeString(draft.upper().resolve("file"), "content");
      return draft.keep().identity();
    }
  }

  private void age(String identity, Duration age) throws IOException {
    Files.setLastModifiedTime(
        root.resolve("snapshots").resolve(identity), FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void aSweepRemovesOldSnapshotsThatNobodyNames() throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      var snapshots = new Snapshots(store);
      String named = made(snapshots);
      String unnamed = made(snapshots);
      String young = made(snapshots);
      age(named, Duration.ofDays(100));
      age(unnamed, Duration.ofDays(2));

      snapshots.sweep(Set.of(named));

      assertThat(snapshots.contains(named)).isTrue();
      assertThat(snapshots.contains(unnamed)).isFalse();
      assertThat(snapshots.contains(young)).isTrue();
      assertThat(snapshots.files(named).resolve("file")).hasContent("content");
    }
  }

  @Test
  void aDraftThatIsNotKeptLeavesNothing() throws IOException {
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
