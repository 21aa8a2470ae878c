/// What `bin/prepare` runs once after a build, so that every start of the program is short: the
/// jars' call sites made plain, the library of direct calls, and what the AOT caches are trained
/// on.
@NullMarked
package dev.slipway.cli.prepare;

import org.jspecify.annotations.NullMarked;
