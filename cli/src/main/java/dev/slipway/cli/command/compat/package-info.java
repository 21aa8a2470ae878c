/// `slipway compat`.
@NullMarked
package dev.slipway.cli.command.compat;

import org.jspecify.annotations.NullMarked;
