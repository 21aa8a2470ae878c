/// What of a Dockerfile needs what.
@NullMarked
package dev.slipway.dockerfile.graph;

import org.jspecify.annotations.NullMarked;
