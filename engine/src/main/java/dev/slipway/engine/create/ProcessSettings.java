package dev.slipway.engine.create;

import java.util.List;
import java.util.Optional;

/// What a new container runs, and as whom. What is empty is the image's own.
///
/// @param entrypoint in place of the image's; a value of `""` is none at all
/// @param environment `NAME=value`; a bare `NAME` takes the image's away
/// @param terminal whether its streams are a terminal of its own
/// @param stdin whether its standard input is kept open
public record ProcessSettings(
    List<String> command,
    Optional<String> entrypoint,
    List<String> environment,
    String workingDirectory,
    String user,
    String stopSignal,
    boolean terminal,
    boolean stdin) {
  public ProcessSettings {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }

  /// The image's user, directory and variables.
  public static ProcessSettings of(List<String> command) {
    return new ProcessSettings(command, Optional.empty(), List.of(), "", "", "", false, false);
  }
}
