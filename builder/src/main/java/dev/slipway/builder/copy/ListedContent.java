package dev.slipway.builder.copy;

import dev.slipway.image.Digest;
import org.jspecify.annotations.Nullable;

/// The digest of what a copy copies, and what it was made of.
///
/// @param listing null where there are too many files to keep it
/// @param text all of it; null where it is not worth keeping
public record ListedContent(
    Digest digest, @Nullable ContentListing listing, @Nullable ContentText text) {}
