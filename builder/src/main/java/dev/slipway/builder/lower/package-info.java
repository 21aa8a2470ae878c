/// Instructions become steps and changes of the image's config, one case each.
@NullMarked
package dev.slipway.builder.lower;

import org.jspecify.annotations.NullMarked;
