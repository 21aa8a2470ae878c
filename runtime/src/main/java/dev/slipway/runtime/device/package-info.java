/// Devices by their names in the Container Device Interface (CDI), and what a container gets with
/// them.
@NullMarked
package dev.slipway.runtime.device;

import org.jspecify.annotations.NullMarked;
