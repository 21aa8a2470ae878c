package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.UserIds;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a mount that is read-only for everybody, root too.
class ReadOnlyStoreTest {
  @TempDir Path root;

  private interface Check {
    void run() throws IOException, InterruptedException;
  }

  private void onReadOnlyMount(Check check) throws Exception {
    Assumptions.assumeTrue(UserIds.isRoot(), "only root may mount");
    Void _ =
        DedicatedThread.call(
            "read-only",
            () -> {
              Namespaces.unshareMounts();
              Mounts.makeSlaveRecursive();
              Mounts.bind(root, root, true);
              check.run();
              return null;
            });
  }

  @Test
  void readingWorksAndWritingIsRefusedInWords() throws Exception {
    Image image;
    try (ImageStore store = ImageStore.open(root)) {
      image = TinyImage.add(store, "x");
      store.names().tag(ImageReference.parse("a:1"), image);
    }

    onReadOnlyMount(() -> {
      assertThatThrownBy(() -> ImageStore.open(root))
          .isInstanceOf(ImageException.class)
          .hasMessage("the store at " + root + " cannot be written to");
      try (ImageStore store = ImageStore.openReadOnly(root)) {
        assertThat(store.images().find("a:1")).contains(image);
        assertThat(store.layers().index(image.config().diffIds().getFirst()).fileBytes())
            .isEqualTo(1);
        assertThatThrownBy(() -> store.names().untag(ImageReference.parse("a:1")))
            .hasMessageContaining("for reading only");
      }
    });
  }

  @Test
  void aStoreCannotBeMadeThere() throws Exception {
    onReadOnlyMount(() ->
        assertThatThrownBy(() -> ImageStore.open(root.resolve("new")))
            .isInstanceOf(ImageException.class)
            .hasMessageContaining("cannot be written to"));
  }
}
