/// A build as it goes, shown in BuildKit's two ways.
@NullMarked
package dev.slipway.cli.progress;

import org.jspecify.annotations.NullMarked;
