package dev.slipway.dockerfile;

/// A `name=value` of `ENV` and `LABEL`, or the old form `name value`.
///
/// @param legacy whether a space stands where `=` should
public record Assignment(Template name, Template value, boolean legacy) {}
