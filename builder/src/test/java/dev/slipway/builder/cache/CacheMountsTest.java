package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.builder.graph.CacheDirectory.Sharing;
import dev.slipway.image.store.ImageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheMountsTest {
  @TempDir Path directory;

  private static CacheDirectory cache(Sharing sharing) {
    return new CacheDirectory("id", "/c", false, sharing, null, "/", 0700, 0, 0);
  }

  @Test
  void contentStaysUnderItsId() throws Exception {
    try (ImageStore store = ImageStore.open(directory)) {
      var caches = new CacheMounts(store);
      try (var use = caches.use(cache(Sharing.SHARED), empty -> {})) {
        Files.writeString(use.files().resolve("f"), "1");
      }
      try (var use = caches.use(cache(Sharing.LOCKED), empty -> {})) {
        assertThat(use.files().resolve("f")).hasContent("1");
      }
    }
  }

  @Test
  void privateCacheInUseIsMadeAnew() throws Exception {
    try (ImageStore store = ImageStore.open(directory)) {
      var caches = new CacheMounts(store);
      for (int i = 0; i < 2; i++) {
        try (var one = caches.use(cache(Sharing.PRIVATE), empty -> {});
            var two = caches.use(cache(Sharing.PRIVATE), empty -> {})) {
          assertThat(two.files()).isNotEqualTo(one.files());
        }
      }
      try (var all = Files.list(directory.resolve("cache-mounts"))) {
        assertThat(all).hasSize(2);
      }
    }
  }

  @Test
  void newCacheIsFilledOnce() throws Exception {
    try (ImageStore store = ImageStore.open(directory)) {
      var caches = new CacheMounts(store);
      for (int i = 0; i < 2; i++) {
        String text = "round " + i;
        CacheMounts.Filling filling = empty -> Files.writeString(empty.resolve("f"), text);
        try (var use = caches.use(cache(Sharing.SHARED), filling)) {
          assertThat(use.files().resolve("f")).hasContent("round 0");
        }
      }
    }
  }
}
