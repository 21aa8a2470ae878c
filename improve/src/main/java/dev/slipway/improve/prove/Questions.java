package dev.slipway.improve.prove;

import java.util.List;

/// What both images are asked.
///
/// @param requests of each port that answers
/// @param ports that the program may listen on, beside those that the images expose
/// @param commands further words for the program, each a run of its own: `--version`
public record Questions(
    List<HttpRequest> requests, List<Integer> ports, List<List<String>> commands) {
  /// Copies the lists.
  public Questions {
    requests = List.copyOf(requests);
    ports = List.copyOf(ports);
    commands = List.copyOf(commands);
  }
}
