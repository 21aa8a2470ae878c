package dev.slipway.builder.lower;

import org.jspecify.annotations.Nullable;

/// An `ARG` of a stage and what it was given; null where nothing was.
record ArgumentValue(String name, @Nullable String value) {}
