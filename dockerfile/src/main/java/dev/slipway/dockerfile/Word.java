package dev.slipway.dockerfile;

/// A piece of an instruction that stands for itself: no variable in it is expanded.
public record Word(String text, Span span) {}
