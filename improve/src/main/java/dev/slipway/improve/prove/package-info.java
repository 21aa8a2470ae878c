/// Builds both images, runs both, and compares what they do.
@NullMarked
package dev.slipway.improve.prove;

import org.jspecify.annotations.NullMarked;
