package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import org.jspecify.annotations.Nullable;

/// An entry of the image's history before it is known when it was made.
///
/// @param layer the step whose layer it is; null changes the config only
public record PlannedHistory(String createdBy, @Nullable Step layer) {}
