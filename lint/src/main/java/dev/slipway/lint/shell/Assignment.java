package dev.slipway.lint.shell;

/// `NAME=value` before a command, or in `export`.
public record Assignment(String name, String value, int start, int end) {}
