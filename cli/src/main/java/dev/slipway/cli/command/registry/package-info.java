/// Commands on registries.
@NullMarked
package dev.slipway.cli.command.registry;

import org.jspecify.annotations.NullMarked;
