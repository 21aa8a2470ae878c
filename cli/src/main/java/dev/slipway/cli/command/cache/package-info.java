/// `slipway builder du` and `slipway builder prune`: what builds keep.
@NullMarked
package dev.slipway.cli.command.cache;

import org.jspecify.annotations.NullMarked;
