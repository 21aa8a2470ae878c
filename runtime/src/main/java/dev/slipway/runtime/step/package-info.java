/// One `RUN` of a build.
@NullMarked
package dev.slipway.runtime.step;

import org.jspecify.annotations.NullMarked;
