/// The networks of containers: a bridge for root, pasta without root, and the ports that they
/// publish.
@NullMarked
package dev.slipway.runtime.network;

import org.jspecify.annotations.NullMarked;
