/// The `network` commands.
@NullMarked
package dev.slipway.cli.command.network;

import org.jspecify.annotations.NullMarked;
