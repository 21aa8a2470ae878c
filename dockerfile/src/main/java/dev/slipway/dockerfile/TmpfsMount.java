package dev.slipway.dockerfile;

import java.util.OptionalLong;

/// `RUN --mount=type=tmpfs`: an empty directory in memory.
///
/// @param target where it is mounted, as written: a relative or empty path starts at the working
///   directory
/// @param size its limit in bytes; without one the kernel's default holds
public record TmpfsMount(Span span, String target, OptionalLong size, boolean readOnly)
    implements RunMount {}
