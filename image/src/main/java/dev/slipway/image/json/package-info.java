/// Reads JSON documents of any size, and knows adapters by name.
@NullMarked
package dev.slipway.image.json;

import org.jspecify.annotations.NullMarked;
