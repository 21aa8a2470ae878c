package dev.slipway.builder.cache;

import dev.slipway.image.Digest;
import dev.slipway.image.spec.GoTime;
import io.avaje.jsonb.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A [StepRecord] as `steps/HEX.json` holds it.
///
/// @param boot which boot wrote it: an unflushed one of another boot is not believed
/// @param content in place of a layer: what a copy's source was found to hold
@Json
record StepDocument(
    @Nullable Map<String, String> inputs,
    @Nullable String snapshot,
    @Nullable String diffId,
    @Nullable String content,
    @Nullable String created,
    @Nullable String boot) {

  static StepDocument of(StepRecord step, String boot) {
    String created = step.created().toString();
    return switch (step.layer()) {
      case ResultLayer.Stored(var identity, var diffId) ->
          new StepDocument(step.inputs(), identity, diffId.toString(), null, created, boot);
      case ResultLayer.Snapshot(var identity) ->
          new StepDocument(step.inputs(), identity, null, null, created, boot);
    };
  }

  static StepDocument of(Map<String, String> inputs, Digest content, Instant now, String boot) {
    return new StepDocument(inputs, null, null, content.toString(), now.toString(), boot);
  }

  /// Null where the document is not that of a step.
  ///
  /// @throws dev.slipway.image.ImageException it is damaged
  @Nullable StepRecord record() {
    Instant time = GoTime.parse(created);
    if (snapshot == null || time == null) {
      return null;
    }
    return new StepRecord(
        inputs == null ? Map.of() : inputs,
        diffId == null
            ? new ResultLayer.Snapshot(snapshot)
            : new ResultLayer.Stored(snapshot, Digest.parse(diffId)),
        time);
  }
}
