package dev.slipway.cli.grammar;

/// One line of a help page's examples: a command and what it is for.
public record Example(String command, String purpose) {}
