package dev.slipway.engine.vocabulary;

import dev.slipway.image.Digest;
import java.util.ArrayList;
import java.util.List;

/// What a removal did.
///
/// @param untagged names, as users write them
/// @param deleted image IDs and, as Docker lists them, the chain IDs of layers that went with them
public record RemovalReport(List<String> untagged, List<Digest> deleted) {
  public RemovalReport {
    untagged = List.copyOf(untagged);
    deleted = List.copyOf(deleted);
  }

  /// Docker's lines.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    untagged.forEach(name -> lines.add("Untagged: " + name));
    deleted.forEach(digest -> lines.add("Deleted: " + digest));
    return lines;
  }
}
