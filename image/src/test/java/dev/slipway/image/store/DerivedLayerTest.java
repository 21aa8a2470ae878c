package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.tasks.TaskScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedLayerTest {
  @TempDir Path folder;

  /// Two stages that begin with the same WORKDIR write the same layer: the second marks it again
  /// while the first reads it.
  @Test
  void itIsNeverStaleWhileItIsMarkedAgain() throws Exception {
    var layer = new DerivedLayer(folder.resolve("layer"));
    layer.markUnsynced();
    var reads = new CountDownLatch(1);
    var ends = new AtomicBoolean();
    var stale = new AtomicInteger();
    try (var scope = TaskScope.open("reader")) {
      scope.fork(() -> {
        while (!ends.get()) {
          stale.addAndGet(layer.isStale() ? 1 : 0);
          reads.countDown();
        }
        return null;
      });
      try {
        reads.await();
        for (int i = 0; i < 300; i++) {
          if (i % 3 == 0) {
            Files.delete(folder.resolve("layer/unsynced")); // as when it was flushed
          }
          layer.markUnsynced();
        }
      } finally {
        ends.set(true);
      }
      scope.join();
    }

    assertThat(stale).hasValue(0);
    assertThat(folder.resolve("layer")).isDirectoryNotContaining("glob:**.new");
  }
}
