package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.CachePlace;
import dev.slipway.builder.CacheTransfers.Mode;
import dev.slipway.builder.CacheTransfers.Target;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerCompression;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.ImageStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CacheWritingTest {
  private static final Map<String, String> INPUTS = Map.of("step", "run");
  private static final StepKey KEY = StepKey.of(INPUTS);
  private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private Path cache;

  @BeforeEach
  void place() {
    cache = folder.resolve("cache");
  }

  private CacheBackend backend() {
    return CacheBackends.of(new CachePlace.Directory(cache, "latest", null));
  }

  private static Digest layer(ImageStore store, String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    try (var writer = store.layers().create()) {
      var tar = new LayerTarWriter(writer);
      tar.add(
          LayerEntry.file(ImagePath.of("/f"), 0644, content.length),
          new ByteArrayInputStream(content));
      return writer.commit(tar.finish());
    }
  }

  private Digest write(LayerCompression compression, boolean force) throws Exception {
    try (ImageStore store = ImageStore.open(folder.resolve("one"))) {
      Digest diffId = layer(store, "content");
      var target =
          new Target(
              new CachePlace.Directory(cache, "latest", null), Mode.MAX, compression, force, false);
      var step = new StepRecord(INPUTS, new ResultLayer.Stored("identity", diffId), CREATED);
      var used = new UsedSteps();
      used.add(KEY, INPUTS, Digest.sha256(new byte[3]));
      new CacheWriting(store, target, backend())
          .write(List.of(new CacheWriting.Step(KEY, step, diffId)), used, true, _ -> {});
      return diffId;
    }
  }

  static List<LayerCompression> compressions() {
    return List.of(LayerCompression.NONE, LayerCompression.GZIP, LayerCompression.ZSTD);
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void anotherStoreFindsTheStepAndFetchesItsLayerWhenItIsAskedFor(LayerCompression compression)
      throws Exception {
    Digest diffId = write(compression, false);
    try (ImageStore store = ImageStore.open(folder.resolve("two"))) {
      var remote = new RemoteLayers(store, RemoteLayers.Watch.NONE);
      var imported = new ImportedSteps(remote);
      assertThat(imported.add(backend())).contains(1);
      var steps =
          new StepRecords(
              store, new Durability(store.area("synced")), new Snapshots(store), imported, remote);
      StepRecord found = steps.find(KEY).orElseThrow();
      assertThat(found)
          .isEqualTo(new StepRecord(INPUTS, new ResultLayer.Stored("identity", diffId), CREATED));
      assertThat(steps.findContent(KEY)).contains(Digest.sha256(new byte[3]));
      assertThat(store.layers().isThere(diffId)).isFalse();

      steps.fetch(found.layer());

      assertThat(store.layers().isThere(diffId)).isTrue();
      try (InputStream tar = store.layers().openTar(diffId)) {
        assertThat(Digest.sha256(tar.readAllBytes())).isEqualTo(diffId);
      }
    }
    try (ImageStore store = ImageStore.open(folder.resolve("two"))) {
      assertThat(
              new StepRecords(store, new Durability(store.area("synced")), new Snapshots(store))
                  .find(KEY))
          .isPresent();
    }
  }

  private long layers() throws IOException {
    try (var blobs = Files.list(cache.resolve("blobs/sha256"))) {
      return blobs.count();
    }
  }

  @Test
  void aLayerThatIsThereIsCompressedAgainOnlyByForce() throws Exception {
    write(LayerCompression.GZIP, false);
    long before = layers();

    write(LayerCompression.ZSTD, false);
    assertThat(layers()).isEqualTo(before);

    write(LayerCompression.ZSTD, true);
    assertThat(layers()).isGreaterThan(before);
  }

  @Test
  void aLayerWithOtherBytesIsRefused() throws Exception {
    Digest diffId = write(LayerCompression.NONE, false);
    Files.writeString(cache.resolve("blobs/sha256").resolve(diffId.hex()), "something else");

    try (ImageStore store = ImageStore.open(folder.resolve("two"))) {
      var remote = new RemoteLayers(store, RemoteLayers.Watch.NONE);
      new ImportedSteps(remote).add(backend());
      assertThatThrownBy(() -> remote.bring(diffId))
          .isInstanceOf(BuildException.class)
          .hasMessageContaining("is damaged");
      assertThat(store.layers().isThere(diffId)).isFalse();
    }
  }

  @Test
  void aStepWhoseLayerIsGoneIsNotKnown() throws Exception {
    Digest diffId = write(LayerCompression.NONE, false);
    Files.delete(cache.resolve("blobs/sha256").resolve(diffId.hex()));

    try (ImageStore store = ImageStore.open(folder.resolve("two"))) {
      var imported = new ImportedSteps(new RemoteLayers(store, RemoteLayers.Watch.NONE));
      imported.add(backend());
      assertThat(imported.find(KEY)).isEmpty();
    }
  }

  @Test
  void anotherToolsManifestIsRefused() throws Exception {
    backend()
        .publish(
            ("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"x\",\"size\":1,\"digest\":\""
                    + Digest.sha256(new byte[0])
                    + "\"},\"layers\":[]}")
                .getBytes(StandardCharsets.UTF_8),
            "x");

    try (ImageStore store = ImageStore.open(folder.resolve("two"))) {
      var imported = new ImportedSteps(new RemoteLayers(store, RemoteLayers.Watch.NONE));
      assertThatThrownBy(() -> imported.add(backend()))
          .isInstanceOf(BuildException.class)
          .hasMessageContaining("is no cache that Slipway wrote");
    }
  }

  @Test
  void mountsAreReadBackWithTheirModes() throws Exception {
    Path files = Files.createDirectories(folder.resolve("mount"));
    Files.writeString(Files.createDirectory(files.resolve("sub")).resolve("f"), "cached");
    files.resolve("sub/f").toFile().setExecutable(true);
    try (ImageStore store = ImageStore.open(folder.resolve("one"))) {
      new CacheMountArtifact(store, backend())
          .write(List.of(new CacheMountArtifact.Mount("go-build", files)));
    }
    try (ImageStore store = ImageStore.open(folder.resolve("two"))) {
      var artifact = new CacheMountArtifact(store, backend());
      Path empty = Files.createDirectory(folder.resolve("empty"));

      assertThat(artifact.fill("other", empty)).isFalse();
      assertThat(artifact.fill("go-build", empty)).isTrue();

      assertThat(empty.resolve("sub/f")).hasContent("cached").isExecutable();
      assertThat(Files.getPosixFilePermissions(empty))
          .isEqualTo(Files.getPosixFilePermissions(files));
    }
  }

  @Test
  void mountsThatAreNotWrittenAnewStay() throws Exception {
    Path files = Files.createDirectories(folder.resolve("mount"));
    try (ImageStore store = ImageStore.open(folder.resolve("one"))) {
      var artifact = new CacheMountArtifact(store, backend());
      artifact.write(List.of(new CacheMountArtifact.Mount("one", files)));
      artifact.write(List.of(new CacheMountArtifact.Mount("two", files)));

      assertThat(artifact.ids()).containsExactly("one", "two");
    }
  }
}
