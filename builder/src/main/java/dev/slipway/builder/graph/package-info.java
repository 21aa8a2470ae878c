/// What is to be done, as plain values: steps, each built on its parent, and the keys under which
/// their results are kept.
@NullMarked
package dev.slipway.builder.graph;

import org.jspecify.annotations.NullMarked;
