/// The first Dockerfile of a project that has none.
@NullMarked
package dev.slipway.improve.start;

import org.jspecify.annotations.NullMarked;
