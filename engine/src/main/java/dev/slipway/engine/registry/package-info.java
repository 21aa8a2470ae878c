/// Registries: pulls, pushes, logins and copies.
@NullMarked
package dev.slipway.engine.registry;

import org.jspecify.annotations.NullMarked;
