/// `slipway lint`: what could be better in a Dockerfile.
@NullMarked
package dev.slipway.cli.command.lint;

import org.jspecify.annotations.NullMarked;
