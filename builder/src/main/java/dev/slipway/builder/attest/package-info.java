/// What is said about an image: what is in it, and how it was made.
@NullMarked
package dev.slipway.builder.attest;

import org.jspecify.annotations.NullMarked;
