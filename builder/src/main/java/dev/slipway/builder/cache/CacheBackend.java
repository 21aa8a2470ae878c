package dev.slipway.builder.cache;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.layers.LayerPlace;
import dev.slipway.image.Descriptor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A place outside of the store for one manifest and the blobs that it names. An image that
/// somebody else wrote there may have a manifest for each platform.
///
/// What it gives is not to be believed: whoever reads it compares digests.
public interface CacheBackend extends LayerPlace {
  /// The manifest, or those of an image's platforms in their order; empty where none was ever
  /// written.
  List<byte[]> manifests() throws IOException, InterruptedException;

  /// The first of them.
  default Optional<byte[]> manifest() throws IOException, InterruptedException {
    return manifests().stream().findFirst();
  }

  @Override
  default BuildException wrongLayer(Descriptor blob, String what) {
    return BuildException.of(
        "the cache at "
            + name()
            + " is damaged: "
            + blob.digest()
            + " is not the layer that it should be: "
            + what,
        "build without this --cache-from, or write the cache anew");
  }

  /// Writes a blob, unless it is there.
  ///
  /// @param file has its bytes
  void put(Descriptor blob, Path file) throws IOException, InterruptedException;

  /// Replaces the manifest; all that it names is there.
  ///
  /// @param artifactType what it is
  void publish(byte[] manifest, String artifactType) throws IOException, InterruptedException;
}
