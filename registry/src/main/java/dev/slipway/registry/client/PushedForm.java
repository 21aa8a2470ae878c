package dev.slipway.registry.client;

import dev.slipway.image.layer.Compression;
import java.io.IOException;
import java.io.OutputStream;

/// How layers that the store has uncompressed go to a registry.
///
/// @param mediaType that they have there
/// @param quick whether the fastest means of this machine may be used, whose bytes differ from
///   another machine's
record PushedForm(Compression compression, String mediaType, boolean quick) {
  OutputStream compress(OutputStream sink) throws IOException {
    return quick ? compression.compressQuickly(sink) : compression.compress(sink);
  }
}
