/// What several use cases speak of.
@NullMarked
package dev.slipway.engine.vocabulary;

import org.jspecify.annotations.NullMarked;
