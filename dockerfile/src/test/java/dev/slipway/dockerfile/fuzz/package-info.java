/// What Jazzer calls with any bytes: nothing may end otherwise than in a result or in diagnostics.
@NullMarked
package dev.slipway.dockerfile.fuzz;

import org.jspecify.annotations.NullMarked;
