/// Agents that hold a user's SSH keys, as steps and `git` reach them.
@NullMarked
package dev.slipway.builder.agent;

import org.jspecify.annotations.NullMarked;
