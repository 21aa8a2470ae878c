package dev.slipway.engine.vocabulary;

import java.util.List;

/// What a prune removed.
///
/// @param lines Docker's, `untagged: ...` and `deleted: ...`
/// @param reclaimedBytes of disk
public record PruneReport(List<String> lines, long reclaimedBytes) {
  public PruneReport {
    lines = List.copyOf(lines);
  }
}
