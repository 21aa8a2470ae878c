package dev.slipway.engine.input;

import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.Dockerfile;

/// A Dockerfile that is read, and its step in the progress, which what is said of it belongs to.
public record BuildDefinition(Dockerfile file, Progress.Entry entry) {}
