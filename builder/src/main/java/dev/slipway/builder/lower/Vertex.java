package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import dev.slipway.dockerfile.Instruction;

/// A step as a user sees it.
///
/// @param title `[build 2/6] WORKDIR /app`
/// @param instruction what it was lowered from
public record Vertex(Step step, String title, Instruction instruction) {}
