package dev.slipway.builder.cache;

import dev.slipway.image.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A place outside of the store for one manifest and the blobs that it names. An image that
/// somebody else wrote there may have a manifest for each platform.
///
/// What it gives is not to be believed: whoever reads it compares digests.
public interface CacheBackend {
  /// What messages call it.
  String name();

  /// The manifest, or those of an image's platforms in their order; empty where none was ever
  /// written.
  List<byte[]> manifests() throws IOException, InterruptedException;

  /// The first of them.
  default Optional<byte[]> manifest() throws IOException, InterruptedException {
    return manifests().stream().findFirst();
  }

  boolean contains(Descriptor blob) throws IOException, InterruptedException;

  /// @throws dev.slipway.builder.BuildException it is not there
  InputStream open(Descriptor blob) throws IOException, InterruptedException;

  /// Writes a blob, unless it is there.
  ///
  /// @param file has its bytes
  void put(Descriptor blob, Path file) throws IOException, InterruptedException;

  /// Replaces the manifest; all that it names is there.
  ///
  /// @param artifactType what it is
  void publish(byte[] manifest, String artifactType) throws IOException, InterruptedException;
}
