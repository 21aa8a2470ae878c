/// What is done with a registry: manifests, blobs, uploads; whole images pulled into the store and
/// pushed from it.
@NullMarked
package dev.slipway.registry.client;

import org.jspecify.annotations.NullMarked;
