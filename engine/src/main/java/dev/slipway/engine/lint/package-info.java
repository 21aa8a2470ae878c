/// Rules over Dockerfiles, with what the lowering knows.
@NullMarked
package dev.slipway.engine.lint;

import org.jspecify.annotations.NullMarked;
