/// What earlier builds left: the records of steps, the upper directories of `RUN`s, and the
/// directories of cache mounts.
@NullMarked
package dev.slipway.builder.cache;

import org.jspecify.annotations.NullMarked;
