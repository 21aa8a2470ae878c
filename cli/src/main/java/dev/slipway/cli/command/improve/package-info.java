/// `slipway improve` and `slipway init`.
@NullMarked
package dev.slipway.cli.command.improve;

import org.jspecify.annotations.NullMarked;
