package dev.slipway.lint;

/// One thing to look for in a Dockerfile.
public interface Rule {
  /// What it is about.
  Description about();

  /// Tells `findings` each place where it holds.
  void look(Subject subject, Findings findings);
}
