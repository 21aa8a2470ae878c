/// Does what a plan says: looks up what is known, runs the rest, side by side where it can.
@NullMarked
package dev.slipway.builder.solve;

import org.jspecify.annotations.NullMarked;
