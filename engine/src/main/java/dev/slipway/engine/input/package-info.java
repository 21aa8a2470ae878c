/// What a build reads: its request, the Dockerfile, the context and what is fetched for it.
@NullMarked
package dev.slipway.engine.input;

import org.jspecify.annotations.NullMarked;
