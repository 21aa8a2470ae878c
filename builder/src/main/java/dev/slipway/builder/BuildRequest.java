package dev.slipway.builder;

import dev.slipway.image.ImageReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to build. A concern has a record of its own: a new setting goes into one of those.
///
/// @param sources what the build reads
/// @param stage what of the Dockerfile is built
/// @param cache what is used of earlier builds
/// @param grants secrets, agents and what `RUN`s may ask for
/// @param steps what its `RUN`s run with
/// @param image what the image is given beside the Dockerfile's own
/// @param insight what it tells of itself
/// @param outputs where the result goes
/// @param lock what is done with `Dockerfile.lock`
public record BuildRequest(
    BuildSources sources,
    StageChoice stage,
    CacheUse cache,
    BuildGrants grants,
    StepSettings steps,
    ImageSettings image,
    BuildInsight insight,
    BuildOutputs outputs,
    LockUse lock) {

  /// The last stage of `context/Dockerfile`, without a name.
  public static BuildRequest of(Path context) {
    return of(BuildSources.of(new ContextSource.Directory(context)));
  }

  /// The last stage, without a name.
  public static BuildRequest of(BuildSources sources) {
    return new BuildRequest(
        sources,
        StageChoice.LAST,
        CacheUse.ALL,
        BuildGrants.NONE,
        StepSettings.DEFAULT,
        ImageSettings.NONE,
        BuildInsight.NONE,
        BuildOutputs.STORE,
        LockUse.NONE);
  }

  /// With other sources.
  public BuildRequest withSources(BuildSources value) {
    return new BuildRequest(value, stage, cache, grants, steps, image, insight, outputs, lock);
  }

  /// With another stage or arguments.
  public BuildRequest withStage(StageChoice value) {
    return new BuildRequest(sources, value, cache, grants, steps, image, insight, outputs, lock);
  }

  /// With another use of earlier builds.
  public BuildRequest withCache(CacheUse value) {
    return new BuildRequest(sources, stage, value, grants, steps, image, insight, outputs, lock);
  }

  /// With what its steps are given.
  public BuildRequest withGrants(BuildGrants value) {
    return new BuildRequest(sources, stage, cache, value, steps, image, insight, outputs, lock);
  }

  /// With what its `RUN`s run with.
  public BuildRequest withSteps(StepSettings value) {
    return new BuildRequest(sources, stage, cache, grants, value, image, insight, outputs, lock);
  }

  /// With what its image is given.
  public BuildRequest withImage(ImageSettings value) {
    return new BuildRequest(sources, stage, cache, grants, steps, value, insight, outputs, lock);
  }

  /// With more or less to tell of itself.
  public BuildRequest withInsight(BuildInsight value) {
    return new BuildRequest(sources, stage, cache, grants, steps, image, value, outputs, lock);
  }

  /// With other places for the result.
  public BuildRequest withOutputs(BuildOutputs value) {
    return new BuildRequest(sources, stage, cache, grants, steps, image, insight, value, lock);
  }

  /// With another use of the lock file.
  public BuildRequest withLock(LockUse value) {
    return new BuildRequest(sources, stage, cache, grants, steps, image, insight, outputs, value);
  }

  /// With another file of instructions.
  public BuildRequest withDockerfile(Path value) {
    return withSources(sources.withDockerfile(new DockerfileSource.File(value)));
  }

  /// With directories and images that stand for names.
  public BuildRequest withContexts(Map<String, NamedContext> value) {
    return withSources(sources.withNamed(value));
  }

  /// With these names.
  public BuildRequest withTags(List<ImageReference> value) {
    return withImage(image.withTags(value));
  }

  /// With these `--build-arg`s.
  public BuildRequest withBuildArguments(Map<String, String> value) {
    return withStage(stage.withArguments(value));
  }

  /// With another stage as its end; null is the last.
  public BuildRequest withTarget(@Nullable String value) {
    return withStage(stage.withTarget(value));
  }

  /// With or without what is known of earlier steps.
  public BuildRequest withNoCache(boolean value) {
    return withCache(value ? CacheUse.NOTHING : CacheUse.ALL);
  }
}
