/// What a program asks of the kernel, as strace tells it.
@NullMarked
package dev.slipway.improve.trace;

import org.jspecify.annotations.NullMarked;
