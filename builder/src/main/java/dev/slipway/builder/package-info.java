@NullMarked
package dev.slipway.builder;

import org.jspecify.annotations.NullMarked;
