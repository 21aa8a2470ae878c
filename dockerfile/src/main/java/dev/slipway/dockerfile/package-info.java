@NullMarked
package dev.slipway.dockerfile;

import org.jspecify.annotations.NullMarked;
