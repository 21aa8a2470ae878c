package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// `RUN --mount=type=bind`, the default type: files of the context, a stage or an image.
///
/// @param target where it is mounted, as written: a relative or empty path starts at the working
///   directory
/// @param from a stage, named context or image; null is the build context
/// @param source the path in `from`, as written, empty for its root
/// @param readOnly true unless `rw` is given; what is written then is dropped after the command
public record BindMount(
    Span span, String target, @Nullable Word from, String source, boolean readOnly)
    implements RunMount {}
