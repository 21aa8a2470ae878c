package dev.slipway.dockerfile;

/// `ONBUILD instruction`: runs in the builds that start from this image.
///
/// @param trigger the instruction's text, as the image's configuration keeps it
/// @param instruction the same, read
public record OnBuild(Span span, String source, String trigger, Instruction instruction)
    implements Instruction {}
