package dev.slipway.registry.client;

import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;

/// An image that was pulled.
///
/// @param reference with the tag or digest that it was pulled by
/// @param digest of what the reference names: the manifest, or the index that it was chosen from
/// @param isNew whether the name led to another image before, or to none
public record PulledImage(ImageReference reference, Image image, Digest digest, boolean isNew) {}
