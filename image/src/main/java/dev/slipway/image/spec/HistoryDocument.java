package dev.slipway.image.spec;

import dev.slipway.image.HistoryEntry;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// One entry of a config's `history`.
@Json
public record HistoryDocument(
    @Nullable String created,
    @Json.Property("created_by") @Nullable String createdBy,
    @Nullable String author,
    @Nullable String comment,
    @Json.Property("empty_layer") @Nullable Boolean emptyLayer) {

  static HistoryDocument of(HistoryEntry entry) {
    return new HistoryDocument(
        GoTime.format(entry.created()),
        SpecJson.omitEmpty(entry.createdBy()),
        SpecJson.omitEmpty(entry.author()),
        SpecJson.omitEmpty(entry.comment()),
        entry.emptyLayer() ? true : null);
  }

  HistoryEntry toHistoryEntry() {
    return new HistoryEntry(
        GoTime.parse(created),
        SpecJson.orEmpty(createdBy),
        SpecJson.orEmpty(author),
        SpecJson.orEmpty(comment),
        emptyLayer != null && emptyLayer);
  }
}
