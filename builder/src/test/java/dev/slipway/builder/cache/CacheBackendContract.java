package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildException;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.ManifestDocument;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every place for a cache must do.
abstract class CacheBackendContract {
  private static final String ARTIFACT_TYPE = "application/vnd.example.test.v1";

  @TempDir Path folder;

  /// The same place on every call.
  abstract CacheBackend backend();

  private Descriptor put(String text) throws Exception {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("file"), content);
    Descriptor blob = Descriptor.of(MediaTypes.OCI_LAYER, Digest.sha256(content), content.length);
    backend().put(blob, file);
    return blob;
  }

  private void publish(Descriptor config) throws Exception {
    var manifest =
        new ManifestDocument(
            2,
            MediaTypes.OCI_MANIFEST,
            ARTIFACT_TYPE,
            DescriptorDocument.of(config),
            List.of(DescriptorDocument.of(config)),
            null,
            null);
    backend().publish(manifest.toJson(), ARTIFACT_TYPE);
  }

  @Test
  void aNewPlaceHasNothing() throws Exception {
    var unknown = Descriptor.of(MediaTypes.OCI_LAYER, Digest.sha256(new byte[1]), 1);

    assertThat(backend().manifest()).isEmpty();
    assertThat(backend().contains(unknown)).isFalse();
    assertThatThrownBy(() -> backend().open(unknown).close())
        .isInstanceOf(BuildException.class)
        .hasMessageContaining(unknown.digest().toString());
  }

  @Test
  void aBlobIsReadBackAsItWasWritten() throws Exception {
    Descriptor blob = put("hello");

    assertThat(backend().contains(blob)).isTrue();
    try (InputStream in = backend().open(blob)) {
      assertThat(in.readAllBytes()).asString().isEqualTo("hello");
    }
  }

  @Test
  void aBlobMayBeWrittenTwice() throws Exception {
    Descriptor blob = put("hello");
    put("hello");

    assertThat(backend().contains(blob)).isTrue();
  }

  @Test
  void theManifestThatWasPublishedLastIsTheOne() throws Exception {
    publish(put("first"));
    Descriptor second = put("second");
    publish(second);

    byte[] manifest = backend().manifest().orElseThrow();
    assertThat(ManifestDocument.parse(manifest).artifactType()).isEqualTo(ARTIFACT_TYPE);
    assertThat(ManifestDocument.parse(manifest).config()).isEqualTo(second);
  }
}
