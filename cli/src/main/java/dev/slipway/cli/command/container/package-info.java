/// The `container` commands.
@NullMarked
package dev.slipway.cli.command.container;

import org.jspecify.annotations.NullMarked;
