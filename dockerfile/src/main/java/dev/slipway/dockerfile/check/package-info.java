/// BuildKit's build checks under their own names: what they say, and those that a file's text alone
/// decides.
@NullMarked
package dev.slipway.dockerfile.check;

import org.jspecify.annotations.NullMarked;
