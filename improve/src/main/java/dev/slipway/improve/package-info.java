/// Improving a Dockerfile: changes with their reasons, and what a proof has seen of them.
@NullMarked
package dev.slipway.improve;

import org.jspecify.annotations.NullMarked;
