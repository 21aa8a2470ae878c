/// Registries: what is asked of them, what happens meanwhile, and what went wrong.
@NullMarked
package dev.slipway.registry;

import org.jspecify.annotations.NullMarked;
