package dev.slipway.lint.compat;

/// A row of the table: what a builder does with a feature that it does not have, or has otherwise.
///
/// @param feature as [Features] calls it
/// @param what happens, in a sentence
public record Behaviour(
    String feature, Builder builder, Outcome outcome, String what, Evidence evidence) {
  /// What becomes of the file.
  public enum Outcome {
    /// The build fails.
    REFUSED,
    /// The build succeeds, and does not do what the file says.
    IGNORED,
    /// The build succeeds, and does something else.
    DIFFERENT
  }

  /// How it is known.
  public enum Evidence {
    /// The builder was run.
    RUN,
    /// Its sources were read.
    SOURCES
  }
}
