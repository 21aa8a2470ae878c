@NullMarked
package dev.slipway.runtime;

import org.jspecify.annotations.NullMarked;
