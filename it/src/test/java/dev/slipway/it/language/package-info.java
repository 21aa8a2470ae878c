/// Slipway's reading of Dockerfiles beside that of BuildKit's own packages.
@NullMarked
package dev.slipway.it.language;

import org.jspecify.annotations.NullMarked;
