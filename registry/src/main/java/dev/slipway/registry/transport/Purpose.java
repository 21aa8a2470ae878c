package dev.slipway.registry.transport;

import dev.slipway.registry.Repository;
import java.util.List;

/// What a request is for: what an error names, and what a token has to allow.
///
/// @param what is asked, `the manifest 1.19`
/// @param scopes of a token, empty where none is needed
public record Purpose(Repository repository, String what, List<String> scopes) {
  public Purpose {
    scopes = List.copyOf(scopes);
  }

  public static Purpose pull(Repository repository, String what) {
    return new Purpose(repository, what, List.of(repository.pullScope()));
  }

  public static Purpose push(Repository repository, String what) {
    return new Purpose(repository, what, List.of(repository.pushScope()));
  }

  /// `the manifest 1.19 of localhost:5000/echo`
  @Override
  public String toString() {
    return repository.path().isEmpty()
        ? what + " of " + repository.registry()
        : what + " of " + repository;
  }
}
