/// Slipway as its users meet it: the program, a real runtime, real images, real clients.
@NullMarked
package dev.slipway.it;

import org.jspecify.annotations.NullMarked;
