/// Images that a build stands on: found in the store or in their registries, locked, assumed.
@NullMarked
package dev.slipway.engine.base;

import org.jspecify.annotations.NullMarked;
