/// The life of a container: its record, its name, start, attach, logs, stop, wait and removal.
@NullMarked
package dev.slipway.runtime.run;

import org.jspecify.annotations.NullMarked;
