package dev.slipway.dockerfile;

/// `ENTRYPOINT command`: what a container runs before its arguments. `ENTRYPOINT []` takes it away.
public record Entrypoint(Span span, String source, Command command) implements Instruction {}
