/// The vocabulary of Dockerfiles: what `parse` makes of a text and what a builder lowers to steps.
@NullMarked
package dev.slipway.dockerfile;

import org.jspecify.annotations.NullMarked;
