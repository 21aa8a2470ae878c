/// The `build` commands.
@NullMarked
package dev.slipway.cli.command.build;

import org.jspecify.annotations.NullMarked;
