package dev.slipway.lint.stage;

import dev.slipway.dockerfile.Instruction;

/// An instruction, and what holds before it.
public record Step(StageView stage, int index, Instruction instruction, Scope scope) {}
