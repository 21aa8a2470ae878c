package dev.slipway.dockerfile;

/// `MAINTAINER name`: the image's author. Never expanded.
public record Maintainer(Span span, String source, String name) implements Instruction {}
