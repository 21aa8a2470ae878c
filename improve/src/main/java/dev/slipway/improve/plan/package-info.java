/// Which changes are made, in which order.
@NullMarked
package dev.slipway.improve.plan;

import org.jspecify.annotations.NullMarked;
