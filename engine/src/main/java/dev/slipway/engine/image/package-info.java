/// Images of the store: listing, looking into them, archives, removal.
@NullMarked
package dev.slipway.engine.image;

import org.jspecify.annotations.NullMarked;
