/// Facts of a Go project, and what `go` is told to do.
@NullMarked
package dev.slipway.lint.go;

import org.jspecify.annotations.NullMarked;
