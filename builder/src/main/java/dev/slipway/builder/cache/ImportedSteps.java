package dev.slipway.builder.cache;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Steps that caches outside of the store know. Their layers come when somebody reads them: of a
/// step that another one covers nothing does.
public final class ImportedSteps {
  private final RemoteLayers layers;
  private final Map<StepKey, Step> steps = new HashMap<>();
  private final Map<StepKey, Content> contents = new HashMap<>();

  /// Steps that were asked for, by their layers.
  private final Map<Digest, Map<StepKey, StepRecord>> found = new HashMap<>();

  /// @param layers where the layers of the steps become known
  public ImportedSteps(RemoteLayers layers) {
    this.layers = layers;
  }

  private record Step(StepRecord step, Digest diffId) {}

  /// What a source holds.
  record Content(Map<String, String> inputs, Digest content) {}

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
      layers.add(diffId, blobs.get(step.layer()), backend);
      var record =
          new StepRecord(
              step.inputs() == null ? Map.of() : step.inputs(),
              new ResultLayer.Stored(step.identity(), diffId),
              CacheDocument.created(step));
      steps.putIfAbsent(key(step.key()), new Step(record, diffId));
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
    if (known == null || !isThere(known.diffId())) {
      return Optional.empty();
    }
    found.computeIfAbsent(known.diffId(), _ -> new HashMap<>()).put(key, known.step());
    return Optional.of(known.step());
  }

  private boolean isThere(Digest diffId) throws IOException {
    try {
      return layers.canBeHad(diffId);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while looking for a layer");
    }
  }

  synchronized @Nullable Content content(StepKey key) {
    return contents.get(key);
  }

  /// The steps that a layer is the result of, once they were asked for: each is given once, to be
  /// kept in the store beside the layer.
  synchronized Map<StepKey, StepRecord> take(Digest diffId) {
    Map<StepKey, StepRecord> taken = found.remove(diffId);
    return taken == null ? Map.of() : taken;
  }
}
