package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.MediaTypes;

/// A manifest or an index, whose bytes are those that its digest names.
///
/// @param descriptor says the media type that the document gives itself
@SuppressWarnings("ArrayRecordComponent") // Compared by its descriptor only.
public record FetchedManifest(Descriptor descriptor, byte[] content) {
  public boolean isIndex() {
    return MediaTypes.isIndex(descriptor.mediaType());
  }
}
