package dev.slipway.image.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.Findings.Finding;
import dev.slipway.image.store.Findings.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCheckTest {
  @TempDir Path root;

  private Digest layer() throws IOException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    try (ImageStore store = ImageStore.open(root);
        LayerWriter writer = store.layers().create()) {
      var tar = new LayerTarWriter(writer);
      tar.add(
          LayerEntry.file(ImagePath.of("/f"), 0644, content.length),
          new ByteArrayInputStream(content));
      Digest diffId = writer.commit(tar.finish());
      var _ = store.layers().directory(diffId);
      return diffId;
    }
  }

  private List<Finding> check(Digest... needed) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      var findings = new Findings();
      store.check(findings).run(Set.of(needed));
      return findings.all();
    }
  }

  private void repair(Digest... needed) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      var findings = new Findings();
      store.check(findings).run(Set.of(needed));
      for (Finding finding : findings.all()) {
        Objects.requireNonNull(finding.repair()).run();
      }
    }
  }

  private Path form(Digest diffId, String form) {
    return root.resolve("layers").resolve(diffId.hex()).resolve(form);
  }

  @Test
  void aStoreAsItWasWrittenIsSound() throws IOException {
    assertThat(check(layer())).isEmpty();
  }

  @Test
  void aBlobWithOtherBytesIsFound() throws IOException {
    Digest blob;
    try (ImageStore store = ImageStore.open(root)) {
      blob = store.blobs().put(new byte[100]);
    }
    Files.write(root.resolve("blobs/sha256").resolve(blob.hex()), new byte[99]);

    List<Finding> findings = check(blob);

    assertThat(findings).extracting(Finding::severity).containsExactly(Severity.DAMAGED);
    assertThat(findings.getFirst().subject()).contains(blob.shortHex());
  }

  @Test
  void anUnpackedFileWithOtherBytesIsFoundAndUnpackedAgain() throws IOException {
    Digest diffId = layer();
    Files.writeString(form(diffId, "fs/f"), "changed");

    List<Finding> findings = check(diffId);

    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().problem()).contains("/f has other bytes");
    repair(diffId);
    assertThat(check(diffId)).isEmpty();
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(store.layers().directory(diffId).resolve("f")).hasContent("content");
    }
  }

  @Test
  void anUnpackedFileThatIsGoneOrTooManyIsFound() throws IOException {
    Digest diffId = layer();
    Files.writeString(form(diffId, "fs/more"), "");
    assertThat(check(diffId).getFirst().problem()).contains("/more is not in it");

    Files.delete(form(diffId, "fs/more"));
    Files.delete(form(diffId, "fs/f"));
    assertThat(check(diffId).getFirst().problem()).contains("/f is missing");
  }

  @Test
  void aDamagedIndexIsMadeAgain() throws IOException {
    Digest diffId = layer();
    Files.writeString(form(diffId, "index"), "no index");

    List<Finding> findings = check(diffId);

    assertThat(findings).extracting(Finding::severity).containsExactly(Severity.DAMAGED);
    repair(diffId);
    assertThat(check(diffId)).isEmpty();
  }

  @Test
  void metadataThatMountsSomethingElseIsFoundAndMadeAgain() throws Exception {
    Digest diffId = layer();
    Path metadata = mountable(diffId);
    assertThat(check(diffId)).isEmpty();
    byte[] ofAnother = ErofsMetadata.of(LayerIndex.EMPTY, diffId, 1024);
    Files.write(metadata, ofAnother);
    assertThat(ErofsMetadata.isWhole(metadata)).as("its checksum is right").isTrue();

    List<Finding> findings = check(diffId);

    assertThat(findings).extracting(Finding::severity).containsExactly(Severity.DAMAGED);
    repair(diffId);
    assertThat(check(diffId)).isEmpty();
    assertThat(metadata).doesNotExist();
    assertThat(mountable(diffId)).exists();
  }

  private Path mountable(Digest diffId) throws Exception {
    try (ImageStore store = ImageStore.open(root)) {
      return store.layers().mountable(diffId).metadata();
    }
  }

  @Test
  void aTarWithOtherBytesIsFound() throws IOException {
    Digest diffId = layer();
    Files.write(form(diffId, "tar"), new byte[1024]);

    assertThat(check(diffId)).extracting(Finding::severity).containsExactly(Severity.DAMAGED);
  }

  @Test
  void aLayerThatNothingNeedsTakesSpaceOnly() throws IOException {
    layer();

    List<Finding> findings = check();

    assertThat(findings).extracting(Finding::severity).containsExactly(Severity.UNUSED);
    repair();
    assertThat(root.resolve("layers")).isEmptyDirectory();
    assertThat(check()).isEmpty();
  }
}
