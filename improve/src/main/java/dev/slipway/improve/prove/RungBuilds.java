package dev.slipway.improve.prove;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.BuildSources;
import dev.slipway.builder.CacheUse;
import dev.slipway.builder.ContextSource;
import dev.slipway.builder.cache.CacheQuota;
import dev.slipway.engine.Slipway;
import dev.slipway.image.ImageException;
import dev.slipway.lint.NewFile;
import dev.slipway.linux.KernelRandom;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Builds each rung of the ladder twice: with nothing there but its base, then with an edited
/// source. Cache mounts are of their own, so that the first build finds them empty.
final class RungBuilds implements AutoCloseable {
  private final Slipway slipway;
  private final Trials trials;
  private final BuildRequest request;
  private final @Nullable EditedContext context;
  private final String mounts = "improve-" + KernelRandom.uniqueName();

  RungBuilds(Slipway slipway, Trials trials, BuildRequest request) throws IOException {
    this.slipway = slipway;
    this.trials = trials;
    this.request = request;
    this.context =
        request.sources().context() instanceof ContextSource.Directory(var directory)
            ? EditedContext.of(directory)
            : null;
  }

  /// Null for a text that does not build by itself.
  Rung.@Nullable Built build(String text, List<NewFile> files)
      throws IOException, InterruptedException {
    Map<String, String> arguments = new HashMap<>(request.stage().arguments());
    arguments.put("BUILDKIT_CACHE_MOUNT_NS", mounts);
    BuildRequest apart = request.withBuildArguments(arguments);
    try {
      Trials.Built cold = trials.build(apart.withCache(CacheUse.NOTHING), text, files);
      int packages = trials.contents(cold).packageCount();
      return new Rung.Built(cold.size(), packages, cold.time(), edited(apart, text, files));
    } catch (BuildException | ImageException failed) {
      return null;
    } finally {
      forgetMounts();
    }
  }

  private @Nullable Duration edited(BuildRequest apart, String text, List<NewFile> files)
      throws IOException, InterruptedException {
    if (context == null) {
      return null;
    }
    context.edit();
    var edited = BuildSources.of(new ContextSource.Directory(context.directory()));
    BuildSources sources = edited.withNamed(request.sources().named());
    return trials.build(apart.withSources(sources), text, files).time();
  }

  private void forgetMounts() throws IOException {
    var _ =
        slipway
            .buildCache()
            .prune(
                true,
                List.of("type=exec.cachemount", "description~=^cached mount " + mounts + "/"),
                CacheQuota.NONE);
  }

  @Override
  public void close() throws IOException {
    if (context != null) {
      context.close();
    }
  }
}
