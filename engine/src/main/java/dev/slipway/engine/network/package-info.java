/// Networks that users make.
@NullMarked
package dev.slipway.engine.network;

import org.jspecify.annotations.NullMarked;
