/// What a command is; each noun's commands are in a package below.
@NullMarked
package dev.slipway.cli.command;

import org.jspecify.annotations.NullMarked;
