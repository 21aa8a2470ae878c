/// The `system` commands.
@NullMarked
package dev.slipway.cli.command.system;

import org.jspecify.annotations.NullMarked;
