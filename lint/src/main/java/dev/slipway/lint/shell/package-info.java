/// A reader of simple shell commands: what a `RUN` starts, with which words.
@NullMarked
package dev.slipway.lint.shell;

import org.jspecify.annotations.NullMarked;
