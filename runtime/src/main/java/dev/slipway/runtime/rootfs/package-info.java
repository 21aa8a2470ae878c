/// How layers become a container's root directory.
@NullMarked
package dev.slipway.runtime.rootfs;

import org.jspecify.annotations.NullMarked;
