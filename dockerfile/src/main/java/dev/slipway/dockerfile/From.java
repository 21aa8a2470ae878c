package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// `FROM [--platform=P] image [AS name]`: begins a stage.
///
/// @param image what the stage starts from: an image, an earlier stage or `scratch`; expanded with
///   the global arguments
/// @param name what `AS` calls the stage, in lower case
/// @param platform the value of `--platform`, expanded with the global arguments
public record From(
    Span span, String source, Template image, @Nullable Word name, @Nullable Template platform)
    implements Instruction {}
