package dev.slipway.builder.cache;

import dev.slipway.builder.BuildException;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.ManifestDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A manifest of a cache with its config: an OCI artifact, or an image that says which steps its
/// layers are.
///
/// @param config the JSON that tells what the layers are
/// @param diffIds of the layers of an image; none of an artifact, whose config has them
record CacheArtifact(String config, List<Descriptor> layers, List<Digest> diffIds) {
  private static final int LARGEST_CONFIG = 256 << 20;

  CacheArtifact {
    layers = List.copyOf(layers);
    diffIds = List.copyOf(diffIds);
  }

  /// @param artifactType which kind of artifact is looked for
  /// @param annotation where an image has the config; null is nowhere
  static Optional<CacheArtifact> read(
      CacheBackend backend, String artifactType, @Nullable String annotation)
      throws IOException, InterruptedException {
    return readAll(backend, artifactType, annotation).stream().findFirst();
  }

  /// As [#read], of an image of several platforms what each says.
  static List<CacheArtifact> readAll(
      CacheBackend backend, String artifactType, @Nullable String annotation)
      throws IOException, InterruptedException {
    List<byte[]> manifests = backend.manifests();
    var found = new ArrayList<CacheArtifact>();
    for (byte[] manifest : manifests) {
      one(backend, ManifestDocument.parse(manifest), artifactType, annotation)
          .ifPresent(found::add);
    }
    if (found.isEmpty() && !manifests.isEmpty()) {
      throw BuildException.of(
          backend.name() + " is no cache that Slipway wrote",
          "write one with --cache-to; BuildKit's own caches are not read");
    }
    return found;
  }

  /// Empty of a manifest that is none.
  private static Optional<CacheArtifact> one(
      CacheBackend backend,
      ManifestDocument manifest,
      String artifactType,
      @Nullable String annotation)
      throws IOException, InterruptedException {
    if (artifactType.equals(manifest.artifactType())) {
      String config = config(backend, manifest.config());
      return Optional.of(new CacheArtifact(config, manifest.layers(), List.of()));
    }
    Map<String, String> annotations = manifest.annotations();
    String said = annotations == null || annotation == null ? null : annotations.get(annotation);
    if (said == null) {
      return Optional.empty();
    }
    String image = config(backend, manifest.config());
    List<Digest> diffIds = ConfigDocument.parse(image.getBytes(StandardCharsets.UTF_8)).diffIds();
    return Optional.of(new CacheArtifact(said, manifest.layers(), diffIds));
  }

  private static String config(CacheBackend backend, Descriptor descriptor)
      throws IOException, InterruptedException {
    try (InputStream in = backend.open(descriptor)) {
      byte[] config = in.readNBytes(LARGEST_CONFIG);
      if (!Digest.sha256(config).equals(descriptor.digest())) {
        throw BuildException.of(
            "the cache at "
                + backend.name()
                + " is damaged: its config is not what its digest says",
            "write it anew with --cache-to");
      }
      return new String(config, StandardCharsets.UTF_8);
    }
  }

  /// Writes config and manifest, and makes them what the place is; its layers are there.
  ///
  /// @param unfinished a file to be written
  void write(CacheBackend backend, String artifactType, String configType, Path unfinished)
      throws IOException, InterruptedException {
    byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
    Files.write(unfinished, bytes);
    Descriptor descriptor = Descriptor.of(configType, Digest.sha256(bytes), bytes.length);
    backend.put(descriptor, unfinished);
    Files.delete(unfinished);
    var manifest =
        new ManifestDocument(
            2,
            MediaTypes.OCI_MANIFEST,
            artifactType,
            DescriptorDocument.of(descriptor),
            layers.stream().map(Descriptor::bare).map(DescriptorDocument::of).toList(),
            null,
            null);
    backend.publish(manifest.toJson(), artifactType);
  }
}
