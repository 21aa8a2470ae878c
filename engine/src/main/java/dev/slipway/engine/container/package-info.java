/// Containers and their volumes: the use cases, and what they find in the store.
@NullMarked
package dev.slipway.engine.container;

import org.jspecify.annotations.NullMarked;
