/// The `image` commands.
@NullMarked
package dev.slipway.cli.command.image;

import org.jspecify.annotations.NullMarked;
