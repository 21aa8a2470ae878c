package dev.slipway.improve.prove;

/// One thing that was compared.
///
/// @param before of the original
/// @param after of the other
public record Evidence(String what, Verdict verdict, String before, String after) {
  /// What the comparison gave.
  public enum Verdict {
    SAME,
    /// What the changes are for: a smaller image, another user.
    CHANGED,
    /// The program does something else.
    DIFFERENT,
    NOT_COMPARED
  }
}
