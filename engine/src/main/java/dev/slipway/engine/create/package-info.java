/// What is asked of a new container, made into what is recorded of it.
@NullMarked
package dev.slipway.engine.create;

import org.jspecify.annotations.NullMarked;
