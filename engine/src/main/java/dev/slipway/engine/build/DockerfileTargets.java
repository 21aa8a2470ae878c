package dev.slipway.engine.build;

import dev.slipway.builder.outline.Target;
import dev.slipway.dockerfile.SourceFile;
import java.util.List;

/// The stages of a Dockerfile.
///
/// @param source its text
public record DockerfileTargets(List<Target> targets, SourceFile source) {
  /// Copies the list.
  public DockerfileTargets {
    targets = List.copyOf(targets);
  }
}
