/// The user's terminal while something else than the user's shell has it.
@NullMarked
package dev.slipway.cli.terminal;

import org.jspecify.annotations.NullMarked;
