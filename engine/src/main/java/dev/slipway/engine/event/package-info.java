/// What is told of a store, for `slipway events`.
@NullMarked
package dev.slipway.engine.event;

import org.jspecify.annotations.NullMarked;
