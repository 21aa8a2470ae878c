/// `Dockerfile.lock`: what the names and addresses of a Dockerfile stood for.
@NullMarked
package dev.slipway.builder.lock;

import org.jspecify.annotations.NullMarked;
