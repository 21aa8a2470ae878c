/// The way from the process's arguments to a command and back to an exit code.
@NullMarked
package dev.slipway.cli.launch;

import org.jspecify.annotations.NullMarked;
