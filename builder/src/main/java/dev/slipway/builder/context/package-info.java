/// Where a build's own files come from. A context on this machine is never copied: its files are
/// looked at, fingerprinted, and read once where a layer needs them.
@NullMarked
package dev.slipway.builder.context;

import org.jspecify.annotations.NullMarked;
