package dev.slipway.builder;

import java.util.Map;

/// What a build reads.
///
/// @param context what `COPY` and `ADD` read
/// @param dockerfile where the instructions are
/// @param named `--build-context`, by name
public record BuildSources(
    ContextSource context, DockerfileSource dockerfile, Map<String, NamedContext> named) {
  /// Copies the map.
  public BuildSources {
    named = Map.copyOf(named);
  }

  /// A context with a Dockerfile in it.
  public static BuildSources of(ContextSource context) {
    return new BuildSources(context, new DockerfileSource.Usual(), Map.of());
  }

  /// With other instructions.
  public BuildSources withDockerfile(DockerfileSource value) {
    return new BuildSources(context, value, named);
  }

  /// With directories and images that stand for names.
  public BuildSources withNamed(Map<String, NamedContext> value) {
    return new BuildSources(context, dockerfile, value);
  }
}
