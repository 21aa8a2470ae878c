package dev.slipway.runtime;

import java.util.List;
import java.util.Optional;

/// A process to be run in a container.
///
/// @param arguments the program, sought in the container's `PATH` if it has no slash, and its
///   arguments
/// @param environment `NAME=value` entries, all there are
/// @param workingDirectory absolute, inside the container
/// @param terminal whether it gets a terminal instead of pipes
public record ProcessSpec(
    List<String> arguments,
    List<String> environment,
    String workingDirectory,
    ProcessUser user,
    boolean terminal) {
  public ProcessSpec {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
    if (arguments.isEmpty()) {
      throw new ContainerException(
          "no command specified", "name a command, or set CMD or ENTRYPOINT in the image");
    }
    if (!workingDirectory.startsWith("/")) {
      throw new ContainerException(
          "the working directory '"
              + workingDirectory
              + "' is invalid, it needs to be an absolute path",
          "begin it with a slash");
    }
  }

  /// The value of a variable; the last one of that name counts.
  public Optional<String> variable(String name) {
    for (int i = environment.size() - 1; i >= 0; i--) {
      if (environment.get(i).startsWith(name + "=")) {
        return Optional.of(environment.get(i).substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }
}
