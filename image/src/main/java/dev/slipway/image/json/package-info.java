/// Reads JSON documents of any size.
@NullMarked
package dev.slipway.image.json;

import org.jspecify.annotations.NullMarked;
