package dev.slipway.dockerfile;

/// `STOPSIGNAL signal`: what `stop` sends first, by name or number.
public record StopSignal(Span span, String source, Template signal) implements Instruction {}
