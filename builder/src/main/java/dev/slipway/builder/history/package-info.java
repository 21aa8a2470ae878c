/// A record of each build, with all that it told: kept as a journal that is true at every moment,
/// also when the build was killed.
@NullMarked
package dev.slipway.builder.history;

import org.jspecify.annotations.NullMarked;
