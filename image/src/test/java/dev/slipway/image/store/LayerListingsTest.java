package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerListing;
import dev.slipway.image.layer.LayerTarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerListingsTest {
  private static final byte[] PASSWD = "app:x:1:2::/:\n".getBytes(StandardCharsets.UTF_8);
  private static final ImagePath PATH = ImagePath.of("/etc/passwd");

  @TempDir private Path folder;
  private byte[] tar;
  private byte[] blob;

  @BeforeEach
  void prepare() throws Exception {
    tar = tar("content");
    blob = compressed(tar);
  }

  private static byte[] tar(String content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var writer = new LayerTarWriter(bytes);
    writer.add(LayerEntry.directory(ImagePath.of("/etc"), 0755), null);
    writer.add(LayerEntry.file(PATH, 0644, PASSWD.length), new ByteArrayInputStream(PASSWD));
    byte[] file = content.getBytes(StandardCharsets.UTF_8);
    writer.add(
        LayerEntry.file(ImagePath.of("/file"), 0644, file.length), new ByteArrayInputStream(file));
    writer.finish();
    return bytes.toByteArray();
  }

  private static byte[] compressed(byte[] tar) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = Compression.GZIP.compress(bytes)) {
      out.write(tar);
    }
    return bytes.toByteArray();
  }

  private static Descriptor described(byte[] blob) {
    return Descriptor.of(MediaTypes.OCI_LAYER_GZIP, Digest.sha256(blob), blob.length);
  }

  private static LayerListing make(ImageStore store, Digest diffId, Descriptor named, byte[] sent)
      throws Exception {
    return store.listings().make(diffId, named, () -> new ByteArrayInputStream(sent));
  }

  @Test
  void aListingIsKeptAndNothingElse() throws Exception {
    Digest diffId = Digest.sha256(tar);
    try (ImageStore store = ImageStore.open(folder)) {
      LayerListing made = make(store, diffId, described(blob), blob);
      assertThat(made.index().find(ImagePath.of("/file"))).isPresent();
      assertThat(store.layers().contains(diffId)).isFalse();
    }
    try (ImageStore store = ImageStore.open(folder)) {
      LayerListing found = store.listings().find(diffId).orElseThrow();
      assertThat(found.index().entries()).hasSize(3);
      assertThat(found.files()).containsOnlyKeys(PATH);
      assertThat(found.files().get(PATH)).isEqualTo(PASSWD);
    }
    assertThat(folder.resolve("blobs/sha256")).isEmptyDirectory();
    assertThat(folder.resolve("layers").resolve(diffId.hex()).resolve("tar")).doesNotExist();
  }

  @Test
  void whatWasMadeMeanwhileIsNotMadeAgain() throws Exception {
    Digest diffId = Digest.sha256(tar);
    try (ImageStore store = ImageStore.open(folder)) {
      make(store, diffId, described(blob), blob);

      assertThat(make(store, diffId, described(blob), new byte[0]).index().entries()).hasSize(3);
    }
  }

  @Test
  void anotherBlobIsRefusedAndLeavesNothing() throws Exception {
    byte[] other = compressed(tar("something else"));
    Digest diffId = Digest.sha256(tar);
    try (ImageStore store = ImageStore.open(folder)) {
      assertThatThrownBy(() -> make(store, diffId, described(blob), other))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("its blob is " + Digest.sha256(other));
      assertThatThrownBy(() -> make(store, diffId, described(other), other))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("its blob unpacks to");
      assertThat(store.listings().find(diffId)).isEmpty();
    }
  }

  @Test
  void aListingStaysWhenGarbageIsCollected() throws Exception {
    Digest diffId = Digest.sha256(tar);
    try (ImageStore store = ImageStore.open(folder)) {
      make(store, diffId, described(blob), blob);
      store.garbage().collect(Set::of);
      assertThat(store.listings().find(diffId)).isPresent();
      assertThat(store.garbage().unused(Set::of).diffIds()).isEmpty();
    }
  }

  @Test
  void aListingVouchesForNoOtherBlob() throws Exception {
    byte[] wrong = compressed(tar("not what the listing says"));
    Digest diffId = Digest.sha256(tar);
    try (ImageStore store = ImageStore.open(folder)) {
      make(store, diffId, described(blob), blob);
      store.blobs().put(wrong);
      store.layers().register(diffId, described(wrong));

      assertThatThrownBy(() -> store.layers().directory(diffId))
          .isInstanceOf(ImageException.class)
          .hasMessageContaining("is damaged: its blob unpacks to");
    }
  }
}
