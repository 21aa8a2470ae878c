/// Ignore files, and the wildcard patterns of Docker and Go.
@NullMarked
package dev.slipway.dockerfile.ignore;

import org.jspecify.annotations.NullMarked;
