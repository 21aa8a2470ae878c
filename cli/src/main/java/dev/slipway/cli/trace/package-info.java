/// The timeline of a build that is recorded: as text, and as one page for a browser.
@NullMarked
package dev.slipway.cli.trace;

import org.jspecify.annotations.NullMarked;
