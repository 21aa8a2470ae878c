package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.TarLayer;
import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersTest {
  private static final byte[] TAR = TinyLayer.tar("/etc/motd", "hello");
  private static final Digest DIFF_ID = Digest.sha256(TAR);

  @TempDir Path root;

  private static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static void addCompressed(ImageStore store) throws IOException {
    byte[] compressed = gzip(TAR);
    Digest blob = store.blobs().put(compressed);
    store
        .layers()
        .register(DIFF_ID, Descriptor.of(MediaTypes.OCI_LAYER_GZIP, blob, compressed.length));
  }

  @Test
  void aWrittenLayerIsDerivedUntilItIsPublished() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(TinyImage.layer(store, TAR)).isEqualTo(DIFF_ID);

      assertThat(store.blobs().contains(DIFF_ID)).isFalse();
      assertThat(store.layers().tar(DIFF_ID)).hasBinaryContent(TAR);
      assertThat(store.layers().index(DIFF_ID).fileBytes()).isEqualTo(5);

      assertThat(store.layers().publish(DIFF_ID))
          .isEqualTo(Descriptor.of(MediaTypes.OCI_LAYER, DIFF_ID, TAR.length));
      assertThat(store.blobs().path(DIFF_ID)).hasBinaryContent(TAR);
      assertThat(Files.getAttribute(store.blobs().path(DIFF_ID), "unix:nlink")).isEqualTo(2);
    }
  }

  @Test
  void aLayerThatIsNotCommittedLeavesNothing() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      try (LayerWriter layer = store.layers().create()) {
        layer.write(TAR);
      }
      assertThat(store.layers().contains(DIFF_ID)).isFalse();
    }
    assertThat(root.resolve("tmp")).isEmptyDirectory();
    assertThat(root.resolve("layers")).isEmptyDirectory();
  }

  @Test
  void aCompressedBlobIsUnpackedOnce() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      addCompressed(store);

      assertThat(store.layers().publish(DIFF_ID).mediaType()).isEqualTo(MediaTypes.OCI_LAYER_GZIP);
      Path tar = store.layers().tar(DIFF_ID);
      assertThat(tar).hasBinaryContent(TAR).isEqualTo(store.layers().tar(DIFF_ID));
      assertThat(store.layers().index(DIFF_ID).find(ImagePath.of("/etc/motd"))).isPresent();
    }
  }

  @Test
  void aBlobThatUnpacksToSomethingElseIsRefused() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      byte[] compressed = gzip(TinyLayer.tar("/other", "x"));
      Digest blob = store.blobs().put(compressed);
      store
          .layers()
          .register(DIFF_ID, Descriptor.of(MediaTypes.OCI_LAYER_GZIP, blob, compressed.length));

      assertThatThrownBy(() -> store.layers().tar(DIFF_ID))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("damaged");
    }
  }

  @Test
  void manyThreadsExtractALayerOnce() throws Exception {
    try (ImageStore store = ImageStore.open(root);
        ImageStore second = ImageStore.open(root)) {
      addCompressed(store);
      List<Task<Path>> tasks = new ArrayList<>();
      try (var scope = TaskScope.open("extract")) {
        for (int i = 0; i < 8; i++) {
          ImageStore used = i % 2 == 0 ? store : second;
          tasks.add(scope.fork(() -> used.layers().directory(DIFF_ID)));
        }
        scope.join();
      }

      for (Task<Path> task : tasks) {
        assertThat(task.get().resolve("etc/motd")).hasContent("hello");
        assertThat(task.get()).isEqualTo(store.layers().directory(DIFF_ID));
      }
    }
  }

  @Test
  void theSourceOfFilesIsWhatIsThere() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      addCompressed(store);
      store.layers().directory(DIFF_ID);
      assertThat(store.layers().source(DIFF_ID)).isInstanceOf(DirectoryLayer.class);

      store.layers().tar(DIFF_ID);
      assertThat(store.layers().source(DIFF_ID)).isInstanceOf(TarLayer.class);
    }
  }

  @Test
  void anUpperDirectoryBecomesTheExtractedForm() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      TinyImage.layer(store, TAR);
      Path upper = Files.createDirectories(root.resolve("snapshots/1/fs"));
      Files.createDirectory(upper.resolve("etc"));
      Files.writeString(upper.resolve("etc/motd"), "hello");

      Path adopted = store.layers().adoptDirectory(DIFF_ID, upper);

      assertThat(upper).isSymbolicLink();
      assertThat(upper.resolve("etc/motd")).hasContent("hello");
      assertThat(adopted.resolve("etc/motd")).hasContent("hello");
      assertThat(store.layers().directory(DIFF_ID)).isEqualTo(adopted);
      Path again = Files.createDirectories(root.resolve("snapshots/2/fs"));
      assertThat(store.layers().adoptDirectory(DIFF_ID, again)).isEqualTo(adopted);
      assertThat(again.toRealPath()).isEqualTo(adopted.toRealPath());
      assertThat(again.getParent()).isDirectoryNotContaining("glob:**layer");
    }
  }

  @Test
  void whatAnotherBootLeftUnsyncedIsMadeAnew() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      addCompressed(store);
      Path files = store.layers().directory(DIFF_ID);
      Path tar = store.layers().tar(DIFF_ID);
      Files.delete(files.resolve("etc/motd"));
      Files.writeString(tar, "torn");
      Files.writeString(files.resolveSibling("index"), "torn");
      Files.writeString(files.resolveSibling("unsynced"), "00000000-0000-0000-0000-000000000000");

      assertThat(store.layers().isExtracted(DIFF_ID)).isFalse();
      assertThat(store.layers().directory(DIFF_ID).resolve("etc/motd")).hasContent("hello");
      assertThat(store.layers().tar(DIFF_ID)).hasBinaryContent(TAR);
      assertThat(store.layers().index(DIFF_ID).fileBytes()).isEqualTo(5);
    }
  }

  @Test
  void anUnsyncedLayerOfAnotherBootWithoutABlobIsGone() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      TinyImage.layer(store, TAR);
    }
    Path derived = root.resolve("layers").resolve(DIFF_ID.hex());
    Files.writeString(derived.resolve("unsynced"), "00000000-0000-0000-0000-000000000000");

    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.layers().contains(DIFF_ID)).isFalse();
      assertThatThrownBy(() -> store.layers().tar(DIFF_ID)).hasMessageContaining("missing");
      TinyImage.layer(store, TAR);
      assertThat(store.layers().tar(DIFF_ID)).hasBinaryContent(TAR);
    }
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      TinyImage.layer(store, TAR);
      Files.writeString(root.resolve("layers").resolve(DIFF_ID.hex()).resolve("index"), "torn");

      assertThat(store.layers().index(DIFF_ID).fileBytes()).isEqualTo(5);
    }
  }

  @Test
  void aStagedBlobIsNoPartOfTheStoreUntilItIsCommitted() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      StagedBlob staged =
          store.layers().stage(new ByteArrayInputStream(gzip(TAR)), gzip(TAR).length);

      assertThat(staged.diffId()).isEqualTo(DIFF_ID);
      assertThat(store.layers().contains(DIFF_ID)).isFalse();
      assertThat(root.resolve("blobs/sha256")).isEmptyDirectory();

      store.layers().commit(staged);
      store.layers().commit(staged);
      assertThat(store.layers().contains(DIFF_ID)).isTrue();
      assertThat(store.layers().tar(DIFF_ID)).hasBinaryContent(TAR);
    }
  }

  @Test
  void whatIsNoTarIsNoLayer() throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      StagedBlob staged =
          store
              .layers()
              .stage(
                  new ByteArrayInputStream(
                      "no tar at all".repeat(99).getBytes(StandardCharsets.UTF_8)),
                  1287);

      assertThatThrownBy(staged::diffId).isInstanceOf(ImageException.class);
    }
  }
}
