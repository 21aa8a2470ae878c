package dev.slipway.engine.build;

import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.LockUse;
import dev.slipway.builder.agent.Agents;
import dev.slipway.builder.cache.Durability;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.failure.FailedSteps;
import dev.slipway.builder.failure.KeptFailure;
import dev.slipway.builder.lock.LockSession;
import dev.slipway.builder.remote.DownloadListener;
import dev.slipway.builder.solve.FailedShell;
import dev.slipway.builder.solve.PooledNetworks;
import dev.slipway.builder.solve.Progress;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.ImageException;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Shells in the file systems of build steps that failed.
public final class DebugShells {
  private final SlipwayLocations locations;

  public DebugShells(SlipwayLocations locations) {
    this.locations = locations;
  }

  /// Runs a program where a step failed, on this process's own standard streams. Secrets and agents
  /// are not there.
  ///
  /// @param ref the build's ID, its beginning, or `LAST` for the step that failed last
  /// @param terminal whether standard input is one
  /// @param found is told of the step before the program begins
  /// @return the program's exit code
  public int run(String ref, List<String> program, boolean terminal, Consumer<KeptFailure> found)
      throws IOException, InterruptedException {
    var builds = new Builds(locations);
    try (ImageStore store = ImageStore.open(locations.root());
        PooledNetworks networks = builds.networks(new Progress(BuildListener.NONE));
        Agents agents = new Agents(Map.of(), locations.run().resolve("ssh"))) {
      var failures = new FailedSteps(store, new Snapshots(store), "", false);
      Optional<KeptFailure> failure = failures.find(ref.equals("LAST") ? "" : ref);
      if (failure.isEmpty()) {
        throw new ImageException(
            ref.equals("LAST")
                ? "no step has failed"
                : "no failed step is kept of build \"" + ref + "\"",
            "the last three are; 'slipway buildx history ls --filter status=error' lists builds");
      }
      found.accept(failure.get());
      var durability = new Durability(store.area("synced"));
      return new FailedShell(
              builds.parts(
                  store,
                  durability,
                  networks,
                  BuildGrants.NONE,
                  agents,
                  failures,
                  Builds.remotes(
                      store,
                      BuildGrants.NONE,
                      agents,
                      LockSession.of(LockUse.NONE, locations.root()),
                      DownloadListener.NONE),
                  CacheTransfer.none(store)))
          .run(failure.get(), program, terminal);
    }
  }
}
