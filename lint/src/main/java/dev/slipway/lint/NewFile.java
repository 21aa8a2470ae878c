package dev.slipway.lint;

/// A file of the context that a fix writes.
///
/// @param path in the context, with `/`
public record NewFile(String path, String text) {}
