package dev.slipway.builder.lower;

import dev.slipway.builder.CacheUse;
import dev.slipway.builder.DeviceGrants;
import dev.slipway.builder.Entitlement;
import dev.slipway.builder.NamedContext;
import dev.slipway.builder.StageChoice;
import dev.slipway.builder.StepSettings;
import dev.slipway.image.Platform;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What decides beside the Dockerfile which steps a build has.
///
/// @param stage what of the file is built
/// @param machine what the build runs on
/// @param platform what is built for
/// @param allowed what its `RUN`s may ask for
/// @param context what `COPY` reads where it names nothing else
/// @param contexts `--build-context`, by name
/// @param cache what is used of earlier builds
/// @param steps what its `RUN`s run with
/// @param devices that its `RUN`s may ask for
public record LoweringInput(
    StageChoice stage,
    Platform machine,
    Platform platform,
    Set<Entitlement> allowed,
    MainContext context,
    Map<String, NamedContext> contexts,
    CacheUse cache,
    StepSettings steps,
    DeviceGrants devices) {
  /// Copies the collections.
  public LoweringInput {
    allowed = Set.copyOf(allowed);
    contexts = Map.copyOf(contexts);
  }

  /// Without anything given but a stage and arguments.
  public static LoweringInput of(StageChoice stage, Platform platform) {
    return new LoweringInput(
        stage,
        platform,
        platform,
        Set.of(),
        new MainContext.Local(),
        Map.of(),
        CacheUse.ALL,
        StepSettings.DEFAULT,
        DeviceGrants.NONE);
  }

  /// The same for another platform.
  public LoweringInput withPlatform(Platform value) {
    return new LoweringInput(
        stage, machine, value, allowed, context, contexts, cache, steps, devices);
  }

  /// Whether one of several platforms is built: then titles name it.
  boolean isOneOfSeveral() {
    return stage.platforms().size() > 1;
  }

  LoweringInput withStage(StageChoice value) {
    return new LoweringInput(
        value, machine, platform, allowed, context, contexts, cache, steps, devices);
  }

  /// `--build-arg`.
  Map<String, String> arguments() {
    return stage.arguments();
  }

  /// A stage by name or number; null is the last.
  @Nullable String target() {
    return stage.target();
  }
}
