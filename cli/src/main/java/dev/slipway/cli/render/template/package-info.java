/// The part of Go's template language that Docker's users write after `--format`.
@NullMarked
package dev.slipway.cli.render.template;

import org.jspecify.annotations.NullMarked;
