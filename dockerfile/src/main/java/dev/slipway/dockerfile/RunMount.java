package dev.slipway.dockerfile;

/// Something mounted for one `RUN` only.
public sealed interface RunMount permits CacheMount {
  /// The flag it comes from.
  Span span();

  /// Where it is mounted, as written: a relative path starts at the working directory.
  String target();
}
