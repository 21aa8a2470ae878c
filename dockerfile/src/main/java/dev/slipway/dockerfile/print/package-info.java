/// Dockerfiles as text: formatting.
@NullMarked
package dev.slipway.dockerfile.print;

import org.jspecify.annotations.NullMarked;
