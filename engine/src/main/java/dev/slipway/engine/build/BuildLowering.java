package dev.slipway.engine.build;

import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.lock.LockSession;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.Lowering;
import dev.slipway.builder.lower.LoweringInput;
import dev.slipway.builder.lower.SourceDateEpoch;
import dev.slipway.builder.solve.BuildParts;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.engine.base.BaseImageSource;
import dev.slipway.engine.base.LockedBaseImages;
import dev.slipway.engine.base.MistakeSearch;
import dev.slipway.engine.base.RemoteBases;
import dev.slipway.engine.input.BuildDefinition;
import dev.slipway.engine.input.BuildInput;
import dev.slipway.engine.input.IgnoreFile;
import dev.slipway.engine.registry.Registries;
import dev.slipway.image.Platform;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// From a build's file to a plan for each platform.
public record BuildLowering(
    BuildRequest request,
    BuildParts parts,
    Registries registries,
    LockSession lock,
    Progress progress) {

  public static LoweringInput input(BuildRequest request, BuildInput input) {
    return new LoweringInput(
        request.stage(),
        Platform.host(),
        request.stage().targets().getFirst(),
        request.grants().entitlements(),
        input.context(),
        input.named(),
        request.cache(),
        request.steps(),
        request.grants().devices());
  }

  /// What is to be said of the file is said before it is refused.
  List<BuildPlan> lower(BuildDefinition definition, LoweringInput input, IgnoreFile ignored)
      throws IOException, InterruptedException {
    CheckRun checks = CheckRun.of(definition.file(), request, ignored);
    try (BaseImageSource found = bases()) {
      SourceDateEpoch epoch =
          SourceDateEpoch.resolve(definition.file(), input, parts.remotes()::time);
      var images = new LockedBaseImages(found, lock);
      var plans = new ArrayList<BuildPlan>();
      plans.add(Lowering.lower(definition.file(), epoch.input(), images, checks.observer()));
      var warnings = new BuildWarnings(progress);
      warnings.of(plans.getFirst());
      warnings.of(epoch);
      checks.warn(definition.entry());
      checks.refuse();
      List<Platform> platforms = request.stage().targets();
      for (Platform other : platforms.subList(1, platforms.size())) {
        plans.add(Lowering.lower(definition.file(), epoch.input().withPlatform(other), images));
      }
      plans.replaceAll(plan -> plan.withLabels(request.image().labels()));
      return plans;
    } catch (DockerfileException mistake) {
      checks.warn(definition.entry());
      throw MistakeSearch.failure(mistake);
    } catch (UncheckedIOException failed) { // Looking for a base image reads and claims files.
      if (failed.getCause() instanceof InterruptedIOException) {
        throw new InterruptedException();
      }
      throw failed.getCause();
    }
  }

  private BaseImageSource bases() {
    var remote = new RemoteBases(parts.store(), parts.steps().remote(), progress, registries);
    return new BaseImageSource(
        parts.store(), progress, registries, request.cache().newestBases(), remote);
  }
}
