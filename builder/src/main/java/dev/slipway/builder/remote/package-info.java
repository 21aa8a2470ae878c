/// What `ADD` fetches: files by HTTP, repositories with the system's Git.
@NullMarked
package dev.slipway.builder.remote;

import org.jspecify.annotations.NullMarked;
