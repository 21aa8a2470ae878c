/// The build checks that need variables, base images or the context, and the table of all checks.
@NullMarked
package dev.slipway.builder.check;

import org.jspecify.annotations.NullMarked;
