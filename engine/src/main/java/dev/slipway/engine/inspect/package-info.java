/// Containers as Docker's `inspect` shows them.
@NullMarked
package dev.slipway.engine.inspect;

import org.jspecify.annotations.NullMarked;
