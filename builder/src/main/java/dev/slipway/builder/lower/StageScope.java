package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Variables;

/// What an instruction finds when it is met.
public interface StageScope {
  /// The environment and the arguments that have a value.
  Variables variables();

  /// Whether an `ARG` of the stage, or of one that it continues, has that name.
  boolean declares(String name);

  /// Whether `SHELL`, or the base image, says what runs the shell form.
  boolean hasShell();
}
