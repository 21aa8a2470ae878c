package dev.slipway.dockerfile;

/// `WORKDIR path`: where later instructions run. The directory is created if it is missing.
///
/// @param path as written; a relative path continues the previous `WORKDIR`
public record Workdir(Span span, String source, Template path) implements Instruction {}
