package dev.slipway.engine.build;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.BuildResult;
import dev.slipway.builder.LockUse;
import dev.slipway.builder.agent.Agents;
import dev.slipway.builder.cache.CacheMounts;
import dev.slipway.builder.cache.Durability;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.explain.EarlierBuild;
import dev.slipway.builder.explain.Explainer;
import dev.slipway.builder.explain.Listings;
import dev.slipway.builder.export.AttestedImages;
import dev.slipway.builder.export.BuiltStage;
import dev.slipway.builder.export.Exports;
import dev.slipway.builder.failure.FailedSteps;
import dev.slipway.builder.history.BuildRecorder;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.builder.lock.LockSession;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.LoweringInput;
import dev.slipway.builder.remote.DownloadListener;
import dev.slipway.builder.remote.GitRepositories;
import dev.slipway.builder.remote.HttpDownloads;
import dev.slipway.builder.solve.BuildParts;
import dev.slipway.builder.solve.PooledNetworks;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.Remotes;
import dev.slipway.builder.solve.RunNetworks;
import dev.slipway.builder.solve.Solver;
import dev.slipway.builder.solve.StepResult;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.engine.base.MistakeSearch;
import dev.slipway.engine.input.BuildContexts;
import dev.slipway.engine.input.BuildDefinition;
import dev.slipway.engine.input.BuildInput;
import dev.slipway.engine.input.ContextCommit;
import dev.slipway.engine.input.FetchedInputs;
import dev.slipway.engine.input.IgnoreFile;
import dev.slipway.engine.registry.Registries;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.network.Network;
import dev.slipway.runtime.network.PastaNetwork.Lifetime;
import dev.slipway.runtime.rootfs.LayerProviders;
import dev.slipway.runtime.step.StepRunner;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// Builds images from Dockerfiles.
public final class Builds {
  private final SlipwayLocations locations;
  private final Registries registries;

  public Builds(SlipwayLocations locations) {
    this(locations, Registries.of(locations, System.getenv()));
  }

  public Builds(SlipwayLocations locations, Registries registries) {
    this.locations = locations;
    this.registries = registries;
  }

  /// Reads the context, lowers the Dockerfile to steps, solves them, and exports the image.
  ///
  /// An interrupt stops the build and what it runs, and leaves nothing behind.
  ///
  /// @throws BuildException for a mistake in the input, and for a step that failed
  public BuildResult build(BuildRequest request, BuildListener listener)
      throws IOException, InterruptedException {
    try (Registries own = registries.apart();
        BuildRecorder recorder = BuildRecorder.of(request, listener);
        TaskScope beside = TaskScope.open("beside")) {
      beside.fork(BuildPreparation::isDone);
      try {
        return new Builds(locations, own).build(request, new Progress(recorder), beside, recorder);
      } catch (IOException | InterruptedException | RuntimeException failure) {
        recorder.failed(failure, locations.root());
        throw failure;
      }
    }
  }

  private BuildResult build(
      BuildRequest request, Progress progress, TaskScope beside, BuildRecorder recorder)
      throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.open(locations.root());
        PooledNetworks networks = networks(progress);
        Agents agents = new Agents(request.grants().agents(), locations.run().resolve("ssh"))) {
      LockSession lock = lock(request);
      Remotes remotes =
          remotes(store, request.grants(), agents, lock, new ShownDownloads(progress));
      BuildInput input = BuildInput.of(request, new FetchedInputs(store, remotes), progress);
      LoweringInput lowering = BuildLowering.input(request, input);
      BuildDefinition definition =
          input
              .dockerfile()
              .read(new MistakeSearch(locations.root(), registries, lowering), progress);
      Dockerfile file = definition.file();
      IgnoreFile ignored = input.ignoreFile(progress);
      recorder.open(store);
      beside.fork(() -> {
        recorder.dropOldest();
        return recorder;
      });
      var durability = new Durability(store.area("synced"));
      var failures =
          new FailedSteps(store, new Snapshots(store), recorder.ref(), request.insight().resume());
      var transfer = new CacheTransfer(request.cache().transfers(), store, progress, registries);
      BuildParts parts =
          parts(store, durability, networks, request.grants(), agents, failures, remotes, transfer);
      if (durability.isDue(store.area("steps"))) {
        beside.fork(() -> {
          durability.sync();
          new CacheQuotaKeeper(locations, store, durability).keep();
          return durability;
        });
      }
      var commits = new ContextCommit(input.directory(), store);
      BuildRequest timed = commits.timed(request);
      List<BuildPlan> plans =
          new BuildLowering(timed, parts, registries, lock, progress)
              .lower(definition, BuildLowering.input(timed, input), ignored);
      Exports.check(request.outputs(), plans);
      recorder.planned(plans.stream().mapToInt(plan -> plan.vertices().size()).sum());
      for (BuildPlan plan : plans) {
        transfer.check(plan);
      }
      var results = ResultLayers.of(timed, parts.steps());
      try (BuildContexts context = input.contexts(ignored, store, progress)) {
        var built = new ArrayList<BuiltStage>();
        for (BuildPlan plan : plans) {
          Explainer explainer = explainer(request, parts, file, plan);
          var solver =
              new Solver(parts, context, file.source(), progress, request.cache(), explainer);
          var stage =
              new BuiltStage(plan, explainer.remembering(() -> solver.solve(plan, results.stay())));
          results.complete(plan, last(stage).layers());
          built.add(stage);
        }
        Exports.Exported exported =
            exports(store, parts, request, commits.attestations(timed, file, parts))
                .export(
                    built,
                    request.image().tags(),
                    transfer.outputs(request.outputs(), parts, built),
                    progress);
        for (BuiltStage stage : built) {
          transfer.export(parts, stage.plan(), last(stage));
        }
        lock.save();
        new BuildWarnings(progress).ofNothingToResume(request, failures);
        completed(recorder, plans.getFirst(), exported.image());
        return result(
            recorder.ref(), built, exported, commits.provenance(timed, file, parts, built));
      }
    }
  }

  private static void completed(BuildRecorder recorder, BuildPlan plan, @Nullable Image image) {
    if (image == null) {
      recorder.completed(); // Only files were asked for.
    } else {
      recorder.completed(image.id(), AddedLayers.of(plan, image));
    }
  }

  /// A build is compared with the last one of the same file, context and target.
  private static Explainer explainer(
      BuildRequest request, BuildParts parts, Dockerfile file, BuildPlan plan) throws IOException {
    String identity =
        String.join(
            "\0",
            request.sources().context().toString(),
            request.sources().dockerfile().toString(),
            String.valueOf(request.stage().target()),
            plan.target().base().platform().format());
    return new Explainer(
        parts.steps(),
        new Listings(parts.store()),
        EarlierBuild.of(parts.store(), identity),
        request.insight().explain(),
        file,
        plan.vertices());
  }

  private Exports exports(
      ImageStore store, BuildParts parts, BuildRequest request, AttestedImages attestations) {
    return new Exports(
        store,
        parts.steps(),
        parts.snapshots(),
        request.image().squash(),
        attestations,
        new BuildPush(store, registries, parts.steps().remote()));
  }

  /// Root's steps have a network or fail. Without root a host may lack what it takes, and most
  /// steps do without.
  PooledNetworks networks(Progress progress) {
    return new PooledNetworks(
        Network.of(locations.run(), Lifetime.ENDPOINT),
        !HostCapabilities.inUserNamespace(),
        warning -> progress.entry("[internal] connect steps").onlyWarning(warning));
  }

  private static LockSession lock(BuildRequest request) throws IOException {
    Optional<Path> file = BuildInput.lockFile(request);
    if (file.isEmpty() && request.lock() != LockUse.NONE) {
      throw BuildInput.noPlaceForLock(
          "leave --lock and --locked out, or name the directory that has the Dockerfile");
    }
    return LockSession.of(request.lock(), file.orElse(Path.of("Dockerfile.lock")));
  }

  static Remotes remotes(
      ImageStore store,
      BuildGrants grants,
      Agents agents,
      LockSession lock,
      DownloadListener listener) {
    return new Remotes(
        () -> new HttpDownloads(store, listener),
        () -> new GitRepositories(store, grants.secrets(), agents),
        lock);
  }

  BuildParts parts(
      ImageStore store,
      Durability durability,
      RunNetworks networks,
      BuildGrants grants,
      Agents agents,
      FailedSteps failures,
      Remotes remotes,
      CacheTransfer transfer)
      throws IOException, InterruptedException {
    var snapshots = new Snapshots(store);
    var remote = new RemoteLayers(store, transfer.watch());
    return new BuildParts(
        store,
        LayerProviders.of(store, locations.rootfs()),
        new StepRecords(store, durability, snapshots, transfer.imported(remote), remote),
        snapshots,
        new CacheMounts(store, transfer::fillMount),
        failures,
        () -> new StepRunner(locations.sharedRun()),
        networks,
        remotes,
        grants.secrets(),
        agents,
        grants.hostCertificates());
  }

  static StepResult last(BuiltStage built) {
    return built.results().of(built.plan().target().filesystem());
  }

  private static BuildResult result(
      String ref,
      List<BuiltStage> stages,
      Exports.Exported exported,
      SortedMap<String, Map<String, Object>> provenance) {
    int cached = 0;
    int executed = 0;
    for (BuiltStage built : stages) {
      for (var vertex : built.plan().vertices()) {
        if (built.results().of(vertex.step()).cached()) {
          cached++;
        } else {
          executed++;
        }
      }
    }
    return new BuildResult(ref, exported.image(), cached, executed, exported.reports(), provenance);
  }
}
