/// What files of an image are there for: packages, and the parts of programs.
@NullMarked
package dev.slipway.image.contents;

import org.jspecify.annotations.NullMarked;
