package dev.slipway.dockerfile;

/// Something mounted for one `RUN` only.
public sealed interface RunMount permits BindMount, CacheMount, SecretMount, SshMount, TmpfsMount {
  /// The flag it comes from.
  Span span();
}
