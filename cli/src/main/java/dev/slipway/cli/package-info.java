/// The command line: what every command shares.
@NullMarked
package dev.slipway.cli;

import org.jspecify.annotations.NullMarked;
