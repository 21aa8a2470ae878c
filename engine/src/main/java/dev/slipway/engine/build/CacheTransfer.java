package dev.slipway.engine.build;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.BuildOutputs;
import dev.slipway.builder.CachePlace;
import dev.slipway.builder.CacheTransfers;
import dev.slipway.builder.CacheTransfers.Mounts;
import dev.slipway.builder.CacheTransfers.Target;
import dev.slipway.builder.cache.CacheBackend;
import dev.slipway.builder.cache.CacheBackends;
import dev.slipway.builder.cache.CacheMountArtifact;
import dev.slipway.builder.cache.CacheMounts;
import dev.slipway.builder.cache.ImportedSteps;
import dev.slipway.builder.cache.InlineCache;
import dev.slipway.builder.export.BuiltStage;
import dev.slipway.builder.export.CacheExport;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.Vertex;
import dev.slipway.builder.solve.BuildParts;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.StepResult;
import dev.slipway.engine.registry.Registries;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.ImageReference;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.TransferListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a build takes from caches outside of the store, and writes to them, shown as its steps.
final class CacheTransfer {
  private final CacheTransfers transfers;
  private final ImageStore store;
  private final Progress progress;
  private final Registries registries;

  CacheTransfer(
      CacheTransfers transfers, ImageStore store, Progress progress, Registries registries) {
    this.registries = registries;
    this.transfers = transfers;
    this.store = store;
    this.progress = progress;
  }

  /// Takes nothing and writes nothing.
  static CacheTransfer none(ImageStore store) {
    return new CacheTransfer(
        CacheTransfers.NONE,
        store,
        new Progress(BuildListener.NONE),
        Registries.of(new SlipwayLocations(store.root(), store.root()), Map.of()));
  }

  private CacheBackend backend(CachePlace place) {
    return switch (place) {
      case CachePlace.Directory directory -> CacheBackends.of(directory);
      case CachePlace.Registry(var name) -> {
        ImageReference reference = ImageReference.parse(name);
        registries.require(reference);
        yield new RegistryBackend(registries.session(TransferListener.NONE), reference);
      }
    };
  }

  /// What `--cache-from` knows. A cache that cannot be read is told of and left out: the build can
  /// do without it.
  ///
  /// @param layers where the layers of its steps become known
  ImportedSteps imported(RemoteLayers layers) throws IOException, InterruptedException {
    var imported = new ImportedSteps(layers);
    for (CachePlace place : transfers.from()) {
      CacheBackend backend = backend(place);
      Progress.Entry entry =
          progress.entry("importing cache manifest from " + backend.name()).started();
      try {
        Optional<Integer> steps = imported.add(backend);
        if (steps.isEmpty()) {
          entry.warning("there is no cache at " + backend.name() + " yet");
        } else {
          entry.status(steps.get() + " steps", true);
        }
      } catch (BuildException | RegistryException unreadable) {
        entry.warning(String.valueOf(unreadable.getMessage()));
      }
      entry.finished();
    }
    return imported;
  }

  /// Shows layers that come from elsewhere.
  RemoteLayers.Watch watch() {
    return new ShownLayers(progress);
  }

  /// Fills a cache mount that the store does not have.
  boolean fillMount(String id, Path empty) throws IOException, InterruptedException {
    for (Mounts mounts : transfers.mountsFrom()) {
      if (mounts.include(id)) {
        CacheBackend backend = backend(mounts.place());
        Progress.Entry entry =
            progress.entry("importing cache mount " + id + " from " + backend.name()).started();
        try {
          if (new CacheMountArtifact(store, backend).fill(id, empty)) {
            entry.finished();
            return true;
          }
          entry.status("it is not there", true);
        } catch (BuildException | RegistryException unreadable) {
          entry.warning(String.valueOf(unreadable.getMessage()));
        }
        entry.finished();
      }
    }
    return false;
  }

  /// The outputs, with what the image of each platform says of its layers: `--cache-to
  /// type=inline`.
  BuildOutputs outputs(BuildOutputs outputs, BuildParts parts, List<BuiltStage> built) {
    BuildOutputs with = outputs;
    for (BuiltStage stage : transfers.inline() ? built : List.<BuiltStage>of()) {
      with =
          with.with(
              InlineCache.of(
                  parts.steps().used(),
                  stage.plan().target().base().platform(),
                  Builds.last(stage).layers()));
    }
    return with;
  }

  /// Refuses cache mounts that the build does not have, before it runs.
  void check(BuildPlan plan) {
    transfers.mountsTo().forEach(mounts -> refuseUnknown(mounts, plan));
  }

  /// Writes `--cache-to` and `--cache-mount-to`.
  ///
  /// @param last what the image is made of
  void export(BuildParts parts, BuildPlan plan, StepResult last)
      throws IOException, InterruptedException {
    for (Target target : transfers.to()) {
      CacheBackend backend = backend(target.place());
      Progress.Entry entry = progress.entry("exporting cache to " + backend.name()).started();
      try {
        new CacheExport(store, parts.steps(), parts.snapshots())
            .write(target, backend, last, entry);
      } catch (IOException | BuildException | RegistryException failure) {
        if (!target.ignoreErrors()) {
          entry.failed(String.valueOf(failure.getMessage()));
          throw failure;
        }
        entry.warning(String.valueOf(failure.getMessage()));
      }
      entry.finished();
    }
    for (Mounts mounts : transfers.mountsTo()) {
      export(mounts, parts.caches(), plan);
    }
  }

  private void export(Mounts mounts, CacheMounts caches, BuildPlan plan)
      throws IOException, InterruptedException {
    CacheBackend backend = backend(mounts.place());
    Progress.Entry entry = progress.entry("exporting cache mounts to " + backend.name()).started();
    Deque<CacheMounts.Use> opened = new ArrayDeque<>();
    try {
      List<CacheMountArtifact.Mount> found = new ArrayList<>();
      for (String id : ids(plan)) {
        Optional<CacheMounts.Use> use = mounts.include(id) ? caches.existing(id) : Optional.empty();
        if (use.isPresent()) {
          opened.push(use.get());
          found.add(new CacheMountArtifact.Mount(id, use.get().files()));
        }
      }
      new CacheMountArtifact(store, backend).write(found);
      found.forEach(mount -> entry.status("writing " + mount.id(), true));
      entry.finished();
    } catch (IOException | BuildException | RegistryException failure) {
      entry.failed(String.valueOf(failure.getMessage()));
      throw failure;
    } finally {
      opened.forEach(CacheMounts.Use::close);
    }
  }

  private static void refuseUnknown(Mounts mounts, BuildPlan plan) {
    Set<String> known = ids(plan);
    for (String id : mounts.ids()) {
      if (!known.contains(id)) {
        throw BuildException.of(
            "--cache-mount-to: no RUN of this build has a cache mount with the id " + id,
            known.isEmpty() ? "it has none at all" : "its ids are " + String.join(", ", known));
      }
    }
  }

  private static Set<String> ids(BuildPlan plan) {
    Set<String> ids = new TreeSet<>();
    for (Vertex vertex : plan.vertices()) {
      if (vertex.step() instanceof Step.Run run) {
        for (StepMount mount : run.mounts()) {
          if (mount instanceof StepMount.Cache(var cache)) {
            ids.add(cache.id());
          }
        }
      }
    }
    return ids;
  }
}
