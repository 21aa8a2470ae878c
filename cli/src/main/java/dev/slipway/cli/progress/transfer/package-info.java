/// How pulls and pushes are shown.
@NullMarked
package dev.slipway.cli.progress.transfer;

import org.jspecify.annotations.NullMarked;
