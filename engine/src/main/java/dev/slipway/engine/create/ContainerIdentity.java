package dev.slipway.engine.create;

import java.util.Map;
import java.util.Optional;

/// What a new container is called, and how long it stays.
///
/// @param name empty for a generated one
/// @param autoRemove whether it goes with its end
public record ContainerIdentity(
    Optional<String> name, Map<String, String> labels, boolean autoRemove) {
  /// A generated name; it stays.
  public static final ContainerIdentity GENERATED =
      new ContainerIdentity(Optional.empty(), Map.of(), false);

  public ContainerIdentity {
    labels = Map.copyOf(labels);
  }
}
