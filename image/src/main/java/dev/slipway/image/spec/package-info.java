/// The OCI and Docker JSON documents, as records.
@NullMarked
package dev.slipway.image.spec;

import org.jspecify.annotations.NullMarked;
