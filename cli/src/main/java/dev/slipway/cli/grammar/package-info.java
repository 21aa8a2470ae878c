/// Docker's (pflag's) option grammar: one table per command, from which parsing, help and
/// suggestions derive.
@NullMarked
package dev.slipway.cli.grammar;

import org.jspecify.annotations.NullMarked;
