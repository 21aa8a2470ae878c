/// What other builders would do with a Dockerfile.
@NullMarked
package dev.slipway.lint.compat;

import org.jspecify.annotations.NullMarked;
