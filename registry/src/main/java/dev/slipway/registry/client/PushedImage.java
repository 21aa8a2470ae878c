package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageReference;

/// An image that was pushed.
///
/// @param manifest as the registry has it: its layers are compressed
public record PushedImage(ImageReference reference, Descriptor manifest) {}
