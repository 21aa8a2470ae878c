package dev.slipway.dockerfile;

/// `CMD command`: what a container runs, or the arguments of its `ENTRYPOINT`.
public record Cmd(Span span, String source, Command command) implements Instruction {}
