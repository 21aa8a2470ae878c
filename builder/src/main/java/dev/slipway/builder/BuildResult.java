package dev.slipway.builder;

import dev.slipway.image.Image;

/// What a build made.
///
/// @param image as it stands in the store
/// @param cachedSteps how many steps were known from before
/// @param executedSteps how many steps ran
public record BuildResult(Image image, int cachedSteps, int executedSteps) {}
