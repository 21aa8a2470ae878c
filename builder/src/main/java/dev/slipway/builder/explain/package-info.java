/// Why a step ran: its named inputs against those of the nearest earlier build of the same file.
@NullMarked
package dev.slipway.builder.explain;

import org.jspecify.annotations.NullMarked;
