/// The local store: an OCI image layout, and what is derived from its layers.
@NullMarked
package dev.slipway.image.store;

import org.jspecify.annotations.NullMarked;
