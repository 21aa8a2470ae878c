/// A Dockerfile as rules look at it: stages with their bases, and what holds at each instruction.
@NullMarked
package dev.slipway.lint.stage;

import org.jspecify.annotations.NullMarked;
