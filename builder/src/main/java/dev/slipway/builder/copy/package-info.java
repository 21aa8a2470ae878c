/// `COPY`, `ADD` and `WORKDIR` as layers: what the sources are, where it goes, and the tar of it,
/// without mounting or copying anything.
@NullMarked
package dev.slipway.builder.copy;

import org.jspecify.annotations.NullMarked;
