package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// `ONBUILD instruction`: runs in the builds that start from this image.
///
/// @param trigger the instruction's text, as the image's configuration keeps it
/// @param instruction the same, read; null where it has mistakes, which stop only the builds that
///   would run it
public record OnBuild(Span span, String source, String trigger, @Nullable Instruction instruction)
    implements Instruction {}
