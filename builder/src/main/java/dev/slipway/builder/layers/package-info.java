/// Layers that are not in the store: where they can be had, and how they come.
@NullMarked
package dev.slipway.builder.layers;

import org.jspecify.annotations.NullMarked;
