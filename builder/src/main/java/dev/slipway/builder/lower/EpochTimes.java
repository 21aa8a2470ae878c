package dev.slipway.builder.lower;

import dev.slipway.builder.graph.CopyInput;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Finds out how old something remote is: `SOURCE_DATE_EPOCH=STAGE`.
@FunctionalInterface
public interface EpochTimes {
  /// Asks nobody.
  EpochTimes NONE = _ -> Optional.empty();

  /// A commit's time, a file's `Last-Modified`, or the newest time in an archive; empty where
  /// nothing says it.
  Optional<Instant> of(CopyInput remote) throws IOException, InterruptedException;
}
