package dev.slipway.dockerfile;

/// `USER name[:group]`: whom later steps and the container run as.
public record User(Span span, String source, Template name) implements Instruction {}
