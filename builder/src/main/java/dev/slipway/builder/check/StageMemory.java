package dev.slipway.builder.check;

import dev.slipway.dockerfile.Span;
import org.jspecify.annotations.Nullable;

/// What a stage had so far.
final class StageMemory {
  /// Where the last of each stands; null before the first.
  @Nullable Span cmd;

  @Nullable Span entrypoint;
  @Nullable Span healthCheck;

  /// Whether there was a `WORKDIR`, in a stage that it continues too.
  boolean workdir;
}
