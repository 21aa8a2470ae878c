/// The `dockerfile` commands.
@NullMarked
package dev.slipway.cli.command.dockerfile;

import org.jspecify.annotations.NullMarked;
