package dev.slipway.image;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step of an image's history; a step without a layer of its own is `emptyLayer`.
public record HistoryEntry(
    @Nullable Instant created,
    String createdBy,
    String author,
    String comment,
    boolean emptyLayer) {

  public HistoryEntry withCreated(@Nullable Instant value) {
    return new HistoryEntry(value, createdBy, author, comment, emptyLayer);
  }
}
