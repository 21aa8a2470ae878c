/// What the machine's administrator has said of registries: mirrors, trust, plain HTTP.
@NullMarked
package dev.slipway.registry.hosts;

import org.jspecify.annotations.NullMarked;
