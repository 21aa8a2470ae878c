package dev.slipway.builder;

import dev.slipway.image.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What to build.
///
/// @param context the directory that `COPY` and `ADD` read
/// @param dockerfile the file of instructions, also outside the context; null is `Dockerfile` in it
/// @param tags the names that the image gets, none at all for an image without a name
/// @param buildArguments `--build-arg`, with values
/// @param target the stage to build, by name or number; null is the last one
/// @param noCache whether every step runs, whatever is known of it
/// @param contexts `--build-context`, by name
/// @param grants secrets, agents and what `RUN`s may ask for
public record BuildRequest(
    Path context,
    @Nullable Path dockerfile,
    List<ImageReference> tags,
    Map<String, String> buildArguments,
    @Nullable String target,
    boolean noCache,
    BuildGrants grants,
    Map<String, NamedContext> contexts) {

  /// Makes the paths absolute and copies the collections.
  public BuildRequest {
    context = context.toAbsolutePath().normalize();
    dockerfile = dockerfile == null ? null : dockerfile.toAbsolutePath().normalize();
    tags = List.copyOf(tags);
    buildArguments = Map.copyOf(new TreeMap<>(buildArguments));
    contexts = Map.copyOf(contexts);
  }

  /// The last stage of `context/Dockerfile`, without a name.
  public static BuildRequest of(Path context) {
    return new BuildRequest(
        context, null, List.of(), Map.of(), null, false, BuildGrants.NONE, Map.of());
  }

  /// With another file of instructions.
  public BuildRequest withDockerfile(Path value) {
    return new BuildRequest(
        context, value, tags, buildArguments, target, noCache, grants, contexts);
  }

  /// With these names.
  public BuildRequest withTags(List<ImageReference> value) {
    return new BuildRequest(
        context, dockerfile, value, buildArguments, target, noCache, grants, contexts);
  }

  /// With these arguments.
  public BuildRequest withBuildArguments(Map<String, String> value) {
    return new BuildRequest(context, dockerfile, tags, value, target, noCache, grants, contexts);
  }

  /// With another stage as its end.
  public BuildRequest withTarget(@Nullable String value) {
    return new BuildRequest(
        context, dockerfile, tags, buildArguments, value, noCache, grants, contexts);
  }

  /// With or without what is known of earlier steps.
  public BuildRequest withNoCache(boolean value) {
    return new BuildRequest(
        context, dockerfile, tags, buildArguments, target, value, grants, contexts);
  }

  /// With what its steps are given.
  public BuildRequest withGrants(BuildGrants value) {
    return new BuildRequest(
        context, dockerfile, tags, buildArguments, target, noCache, value, contexts);
  }

  /// With directories and images that stand for names.
  public BuildRequest withContexts(Map<String, NamedContext> value) {
    return new BuildRequest(
        context, dockerfile, tags, buildArguments, target, noCache, grants, value);
  }
}
