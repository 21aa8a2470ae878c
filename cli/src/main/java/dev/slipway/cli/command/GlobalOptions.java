package dev.slipway.cli.command;

import java.util.Optional;

/// What comes before the command: `slipway --root DIR --debug images`.
public record GlobalOptions(Optional<String> root, boolean debug) {}
