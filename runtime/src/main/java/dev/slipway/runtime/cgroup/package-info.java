/// Control groups, versions 1 and 2: limits, freezing, and what a container uses.
@NullMarked
package dev.slipway.runtime.cgroup;

import org.jspecify.annotations.NullMarked;
