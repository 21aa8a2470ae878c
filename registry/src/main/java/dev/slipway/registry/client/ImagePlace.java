package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where an image is copied from or to: a name in a registry, or a layout on disk.
public sealed interface ImagePlace permits RegistryPlace, LayoutPlace {
  /// The manifest or index that the place names, or another that belongs to it.
  ///
  /// @param wanted null for the one that is named
  FetchedManifest manifest(@Nullable Descriptor wanted) throws IOException, InterruptedException;

  /// What can be read of a blob.
  UploadSource blob(Descriptor blob) throws IOException;

  boolean has(Digest blob) throws IOException, InterruptedException;

  /// Takes the blob from a place without moving it through here, where that is possible.
  boolean adopts(Descriptor blob, ImagePlace from) throws IOException, InterruptedException;

  void put(Descriptor blob, UploadSource source) throws IOException, InterruptedException;

  /// @param named whether it gets the place's name
  void put(FetchedManifest manifest, boolean named) throws IOException, InterruptedException;

  /// Manifests about an image (signatures, attestations), as an index; empty where there are none.
  Optional<FetchedManifest> referrers(Digest image) throws IOException, InterruptedException;
}
