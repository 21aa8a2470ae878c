/// Volumes: directories that outlive containers and belong to none.
@NullMarked
package dev.slipway.runtime.volume;

import org.jspecify.annotations.NullMarked;
