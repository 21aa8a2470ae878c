/// What is kept of steps that failed: their files, to be looked at and gone on from.
@NullMarked
package dev.slipway.builder.failure;

import org.jspecify.annotations.NullMarked;
