package dev.slipway.builder.remote;

import dev.slipway.builder.graph.Checksum;

/// What a server said of a file when it was last fetched.
///
/// @param etag as the server had it, empty where it had none
/// @param lastModified the same
record KnownDownload(Checksum checksum, String etag, String lastModified) {
  boolean canBeAskedFor() {
    return !etag.isEmpty() || !lastModified.isEmpty();
  }
}
