/// What a Dockerfile offers its users: targets, arguments, secrets, agents.
@NullMarked
package dev.slipway.builder.outline;

import org.jspecify.annotations.NullMarked;
