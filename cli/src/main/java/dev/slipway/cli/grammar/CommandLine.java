package dev.slipway.cli.grammar;

import java.util.List;

/// What a command line says once it is parsed.
///
/// @param help whether `--help` was asked for; nothing else was checked then
/// @param warnings for standard error: deprecated options that were used
public record CommandLine(
    ParsedOptions options, List<String> arguments, boolean help, List<String> warnings) {
  public CommandLine {
    arguments = List.copyOf(arguments);
    warnings = List.copyOf(warnings);
  }
}
