/// The last step's files and the stage's config become an image of the store.
@NullMarked
package dev.slipway.builder.export;

import org.jspecify.annotations.NullMarked;
