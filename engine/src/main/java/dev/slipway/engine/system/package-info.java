/// The store as a whole: what it takes of the disk, and whether it is sound.
@NullMarked
package dev.slipway.engine.system;

import org.jspecify.annotations.NullMarked;
