package dev.slipway.builder.solve;

import dev.slipway.builder.SecretSource;
import dev.slipway.builder.agent.Agents;
import dev.slipway.builder.cache.CacheMounts;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.failure.FailedSteps;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.rootfs.LayerProvider;
import dev.slipway.runtime.step.StepRunner;
import java.util.Map;
import java.util.function.Supplier;

/// The parts that a solver works with.
///
/// @param layers how layers become the roots of steps
/// @param steps what is known of steps
/// @param failures what is kept of steps that failed
/// @param runner what runs a `RUN`'s process, asked for when one is to run: other builds need no
///   runtime
/// @param secrets of the build, by id
/// @param hostCertificates whether steps trust whom this machine trusts
public record BuildParts(
    ImageStore store,
    LayerProvider layers,
    StepRecords steps,
    Snapshots snapshots,
    CacheMounts caches,
    FailedSteps failures,
    Supplier<StepRunner> runner,
    RunNetworks networks,
    Remotes remotes,
    Map<String, SecretSource> secrets,
    Agents agents,
    boolean hostCertificates) {
  /// Copies the secrets.
  public BuildParts {
    secrets = Map.copyOf(secrets);
  }
}
