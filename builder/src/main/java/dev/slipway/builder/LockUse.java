package dev.slipway.builder;

/// What a build does with `Dockerfile.lock`, which says what names and addresses stood for.
public enum LockUse {
  /// It is not looked at.
  NONE,
  /// It is written after the build.
  WRITE,
  /// What it does not say is refused.
  ENFORCE
}
