package dev.slipway.builder.history;

/// How many steps of the Dockerfile there were.
///
/// @param completed that ended well, known ones too
/// @param cached that were known
public record StepCounts(int total, int completed, int cached) {}
