/// Small JSON documents as trees.
@NullMarked
package dev.slipway.registry.json;

import org.jspecify.annotations.NullMarked;
