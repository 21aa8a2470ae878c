/// What is done with a Dockerfile: building, checking, locking, and what builds keep.
@NullMarked
package dev.slipway.engine.build;

import org.jspecify.annotations.NullMarked;
