/// Layers as files: a byte-exact tar reader and a deterministic writer, the index that tells where
/// everything in a layer stands, the tree that a stack of layers makes, safe extraction, and
/// compression.
@NullMarked
package dev.slipway.image.layer;

import org.jspecify.annotations.NullMarked;
