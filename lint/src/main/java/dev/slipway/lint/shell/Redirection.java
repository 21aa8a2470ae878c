package dev.slipway.lint.shell;

/// `> file` and its like.
public record Redirection(String operator, ShellWord target) {}
