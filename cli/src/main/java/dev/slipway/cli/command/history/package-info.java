/// `slipway buildx history VERB`, also `slipway builder history VERB`: records of builds.
@NullMarked
package dev.slipway.cli.command.history;

import org.jspecify.annotations.NullMarked;
