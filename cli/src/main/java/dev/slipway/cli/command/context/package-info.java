/// `slipway context ...`: what builds see of directories.
@NullMarked
package dev.slipway.cli.command.context;

import org.jspecify.annotations.NullMarked;
