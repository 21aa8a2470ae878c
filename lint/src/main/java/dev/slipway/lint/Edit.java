package dev.slipway.lint;

import dev.slipway.dockerfile.Span;

/// A stretch of the text, replaced; an empty stretch is an insertion.
public record Edit(Span span, String text) {}
