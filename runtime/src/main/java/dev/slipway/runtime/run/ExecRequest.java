package dev.slipway.runtime.run;

import java.util.List;

/// A further process for a running container.
///
/// @param environment `NAME=value` beside the container's own; a bare name takes one away
/// @param user empty for the container's
/// @param workingDirectory empty for the container's
public record ExecRequest(
    List<String> command,
    List<String> environment,
    String user,
    String workingDirectory,
    boolean terminal,
    boolean stdin,
    boolean detach,
    boolean privileged) {
  public ExecRequest {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
  }
}
