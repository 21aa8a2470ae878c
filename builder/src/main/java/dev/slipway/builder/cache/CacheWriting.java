package dev.slipway.builder.cache;

import dev.slipway.builder.CacheTransfers.Target;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a cache outside of the store: the layers of steps, and a document that says which step
/// each is the result of. A layer that is there is not compressed again.
public final class CacheWriting {
  private static final int BUFFER = 1 << 16;

  private final ImageStore store;
  private final Target target;
  private final CacheBackend backend;

  public CacheWriting(ImageStore store, Target target, CacheBackend backend) {
    this.store = store;
    this.target = target;
    this.backend = backend;
  }

  /// Is told of each layer that is there.
  @FunctionalInterface
  public interface Written {
    void layer(Descriptor blob);
  }

  /// A step with its layer in the store.
  public record Step(StepKey key, StepRecord step, Digest diffId) {}

  /// @param contents whether what sources hold is written too, for steps that copy from others
  public void write(List<Step> steps, UsedSteps used, boolean contents, Written written)
      throws IOException, InterruptedException {
    Map<Digest, Descriptor> known = known();
    Map<Digest, Descriptor> layers = new LinkedHashMap<>();
    List<CacheDocument.Step> rows = new ArrayList<>();
    for (Step each : steps) {
      if (!layers.containsKey(each.diffId())) {
        Descriptor blob = layer(each.diffId(), known);
        layers.put(each.diffId(), blob);
        written.layer(blob);
      }
      rows.add(row(each, List.copyOf(layers.keySet()).indexOf(each.diffId()), true));
    }
    var document =
        CacheDocument.of(List.copyOf(layers.keySet()), rows, contents ? contents(used) : List.of());
    new CacheArtifact(document.toJson(), List.copyOf(layers.values()), List.of())
        .write(
            backend,
            CacheDocument.ARTIFACT_TYPE,
            CacheDocument.MEDIA_TYPE,
            store.temporary("cache-config"));
  }

  static CacheDocument.Step row(Step step, int layer, boolean inputs) {
    return new CacheDocument.Step(
        step.key().hex(),
        inputs ? step.step().inputs() : null,
        step.step().layer().identity(),
        layer,
        step.step().created().toString());
  }

  private static List<CacheDocument.Content> contents(UsedSteps used) {
    List<CacheDocument.Content> rows = new ArrayList<>();
    used.contents()
        .forEach((key, content) ->
            rows.add(
                new CacheDocument.Content(
                    key.hex(), content.inputs(), content.content().toString())));
    return rows;
  }

  /// Layers that the place has from before, where they are compressed as they should be.
  private Map<Digest, Descriptor> known() throws IOException, InterruptedException {
    Map<Digest, Descriptor> known = new HashMap<>();
    Optional<CacheArtifact> before;
    try {
      before = CacheArtifact.read(backend, CacheDocument.ARTIFACT_TYPE, null);
    } catch (RuntimeException other) { // Something else, or damaged: it is replaced.
      return known;
    }
    if (before.isPresent()) {
      CacheDocument document = CacheDocument.parse(before.get().config(), backend.name());
      List<Digest> diffIds = document.diffIdList();
      for (int i = 0; i < diffIds.size() && i < before.get().layers().size(); i++) {
        Descriptor blob = before.get().layers().get(i);
        boolean right =
            !target.force() || blob.mediaType().equals(target.compression().mediaType());
        if (right && backend.contains(blob)) {
          known.put(diffIds.get(i), blob);
        }
      }
    }
    return known;
  }

  private Descriptor layer(Digest diffId, Map<Digest, Descriptor> known)
      throws IOException, InterruptedException {
    Descriptor there = known.get(diffId);
    if (there != null) {
      return there;
    }
    Path file = store.temporary("cache-layer");
    Descriptor blob;
    try {
      DigestingOutputStream digesting = DigestingOutputStream.beside(Files.newOutputStream(file));
      try (OutputStream out = target.compression().compress(digesting);
          InputStream tar = store.layers().openTar(diffId)) {
        byte[] buffer = new byte[BUFFER];
        for (int read = tar.read(buffer); read >= 0; read = tar.read(buffer)) {
          out.write(buffer, 0, read);
        }
      }
      blob = Descriptor.of(target.compression().mediaType(), digesting.digest(), digesting.count());
      backend.put(blob, file);
    } finally {
      Files.deleteIfExists(file);
    }
    return blob;
  }
}
