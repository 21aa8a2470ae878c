package dev.slipway.engine.image;

import dev.slipway.image.Digest;

/// What is said about an image in a manifest of its own.
///
/// @param artifactType the kind of document, as a media type
/// @param predicateType what it says, as in-toto names it; may be empty
/// @param manifest its own digest
/// @param content digest of the document
/// @param size bytes of the document
public record ImageReferrer(
    String artifactType, String predicateType, Digest manifest, Digest content, long size) {}
