package dev.slipway.improve.trace;

/// What came of watching a program.
public sealed interface Watched {
  /// It was watched from its first instruction on.
  record Seen(Accesses accesses) implements Watched {}

  /// @param why it was not, for the report
  record NotSeen(String why) implements Watched {}
}
