/// Image archives: what `docker save`, skopeo and podman write, and what Slipway writes for them.
@NullMarked
package dev.slipway.image.archive;

import org.jspecify.annotations.NullMarked;
