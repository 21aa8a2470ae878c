package dev.slipway.engine.image;

import dev.slipway.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of `slipway history`, newest first.
///
/// @param idOrNull the image's ID on the first row; the others are `<missing>`
/// @param size of the row's layer, zero where it made none
/// @param tags names of the image, on the first row
public record HistoryRow(
    @Nullable Digest idOrNull,
    @Nullable Instant createdOrNull,
    String createdBy,
    long size,
    String comment,
    List<String> tags) {
  public HistoryRow {
    tags = List.copyOf(tags);
  }

  public Optional<Digest> id() {
    return Optional.ofNullable(idOrNull);
  }

  public Optional<Instant> created() {
    return Optional.ofNullable(createdOrNull);
  }
}
