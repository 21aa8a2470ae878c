/// The `volume` commands.
@NullMarked
package dev.slipway.cli.command.volume;

import org.jspecify.annotations.NullMarked;
