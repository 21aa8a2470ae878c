package dev.slipway.builder.cache;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.StagedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Steps that caches outside of the store know. Their layers are fetched when somebody reads them:
/// of a step that another one covers nothing is.
public final class ImportedSteps {
  /// None.
  public static final ImportedSteps NONE = new ImportedSteps();

  private final Map<StepKey, Step> steps = new HashMap<>();
  private final Map<StepKey, Content> contents = new HashMap<>();
  private final Map<Digest, Layer> layers = new HashMap<>();

  /// Is told of layers on their way.
  public interface Fetching {
    /// @return what to call when it is there
    Runnable begins(Descriptor blob, String from);
  }

  private record Step(StepRecord step, Layer layer) {}

  /// What a source holds.
  record Content(Map<String, String> inputs, Digest content) {}

  /// A layer elsewhere, and the steps that it is the result of, once they were asked for.
  private static final class Layer {
    private final CacheBackend backend;
    private final Descriptor blob;
    private final Map<StepKey, StepRecord> found = new HashMap<>();
    private boolean fetched;

    Layer(CacheBackend backend, Descriptor blob) {
      this.backend = backend;
      this.blob = blob;
    }
  }

  /// Adds what the backend's cache knows; what is known already stays.
  ///
  /// @return how many steps it knows; empty where the place has no cache
  public Optional<Integer> add(CacheBackend backend) throws IOException, InterruptedException {
    List<CacheArtifact> artifacts =
        CacheArtifact.readAll(backend, CacheDocument.ARTIFACT_TYPE, CacheDocument.ANNOTATION);
    if (artifacts.isEmpty()) {
      return Optional.empty();
    }
    int count = 0;
    for (CacheArtifact artifact : artifacts) {
      count += add(backend, artifact);
    }
    return Optional.of(count);
  }

  private int add(CacheBackend backend, CacheArtifact artifact) {
    CacheDocument document = CacheDocument.parse(artifact.config(), backend.name());
    try {
      return add(backend, document, artifact);
    } catch (ImageException | IndexOutOfBoundsException malformed) {
      throw BuildException.of(
              "the cache at " + backend.name() + " is damaged: " + malformed.getMessage(),
              "write it anew with --cache-to")
          .causedBy(malformed);
    }
  }

  private synchronized int add(
      CacheBackend backend, CacheDocument document, CacheArtifact artifact) {
    List<Descriptor> blobs = artifact.layers();
    List<Digest> diffIds =
        artifact.diffIds().isEmpty() ? document.diffIdList() : artifact.diffIds();
    for (CacheDocument.Step step : document.stepList()) {
      Digest diffId = diffIds.get(step.layer());
      Layer layer =
          layers.computeIfAbsent(diffId, _ -> new Layer(backend, blobs.get(step.layer())));
      var record =
          new StepRecord(
              step.inputs() == null ? Map.of() : step.inputs(),
              new ResultLayer.Stored(step.identity(), diffId),
              CacheDocument.created(step));
      steps.putIfAbsent(key(step.key()), new Step(record, layer));
    }
    for (CacheDocument.Content content : document.contentList()) {
      contents.putIfAbsent(
          key(content.key()),
          new Content(
              content.inputs() == null ? Map.of() : content.inputs(),
              Digest.parse(content.content())));
    }
    return document.stepList().size();
  }

  private static StepKey key(String hex) {
    return new StepKey(Digest.ofSha256Hex(hex));
  }

  /// A step whose layer can be had.
  synchronized Optional<StepRecord> find(StepKey key) throws IOException {
    Step known = steps.get(key);
    if (known == null || !isThere(known.layer())) {
      return Optional.empty();
    }
    known.layer().found.put(key, known.step());
    return Optional.of(known.step());
  }

  private static boolean isThere(Layer layer) throws IOException {
    try {
      return layer.fetched || layer.backend.contains(layer.blob);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while looking for a layer");
    }
  }

  synchronized @Nullable Content content(StepKey key) {
    return contents.get(key);
  }

  /// Brings a layer into the store, if it is known here and was not brought before.
  ///
  /// @return the steps that it is the result of
  Map<StepKey, StepRecord> fetch(Digest diffId, ImageStore store, Fetching fetching)
      throws IOException, InterruptedException {
    Layer layer;
    synchronized (this) {
      layer = layers.get(diffId);
    }
    if (layer == null) {
      return Map.of();
    }
    synchronized (layer) {
      if (layer.fetched) {
        return Map.of();
      }
      if (!store.layers().contains(diffId)) {
        Runnable done = fetching.begins(layer.blob, layer.backend.name());
        receive(layer, diffId, store);
        done.run();
      }
      layer.fetched = true;
    }
    synchronized (this) {
      return Map.copyOf(layer.found);
    }
  }

  private static void receive(Layer layer, Digest diffId, ImageStore store)
      throws IOException, InterruptedException {
    StagedBlob staged;
    try (InputStream in = layer.backend.open(layer.blob)) {
      staged = store.layers().stage(in, layer.blob.size());
    }
    if (!staged.descriptor().digest().equals(layer.blob.digest())
        || !staged.diffId().equals(diffId)) {
      throw BuildException.of(
          "the cache at "
              + layer.backend.name()
              + " is damaged: "
              + layer.blob.digest()
              + " is not the layer that it should be",
          "build without this --cache-from, or write the cache anew");
    }
    store.layers().commit(staged);
  }

  /// The layers that are known here, of these.
  public synchronized List<Digest> known(List<ResultLayer> wanted) {
    List<Digest> known = new ArrayList<>();
    for (ResultLayer layer : wanted) {
      if (layer instanceof ResultLayer.Stored(_, var diffId) && layers.containsKey(diffId)) {
        known.add(diffId);
      }
    }
    return known;
  }
}
