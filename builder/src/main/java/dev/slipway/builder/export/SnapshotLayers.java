package dev.slipway.builder.export;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.ResultLayer.Snapshot;
import dev.slipway.builder.cache.ResultLayer.Stored;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecord;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.layer.DirectoryLayerWriter;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import dev.slipway.image.store.Lock;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Makes layers of the store out of `RUN`s' upper directories.
final class SnapshotLayers {
  private final ImageStore store;
  private final StepRecords steps;
  private final Snapshots snapshots;

  SnapshotLayers(ImageStore store, StepRecords steps, Snapshots snapshots) {
    this.store = store;
    this.steps = steps;
    this.snapshots = snapshots;
  }

  /// The layer of `snapshot`, the result of the step `key`; another build may have made it
  /// meanwhile.
  Digest layer(Snapshot snapshot, StepKey key) throws IOException {
    try (Lock _ = store.locks().exclusive("step-" + key.hex())) {
      Optional<StepRecord> step = steps.find(key);
      if (step.isPresent()
          && step.get().layer() instanceof Stored(var identity, var diffId)
          && identity.equals(snapshot.identity())) {
        return diffId;
      }
      Digest diffId = write(snapshots.files(snapshot.identity()));
      if (step.isPresent() && step.get().layer().equals((ResultLayer) snapshot)) {
        steps.put(key, step.get().withLayer(new Stored(snapshot.identity(), diffId)));
      }
      adopt(snapshot, diffId);
      return diffId;
    }
  }

  private Digest write(Path files) throws IOException {
    try (LayerWriter writer = store.layers().create()) {
      OutputStream buffered = new BufferedOutputStream(writer, 1 << 16);
      LayerIndex index = DirectoryLayerWriter.write(files, buffered);
      buffered.flush();
      return writer.commit(index);
    }
  }

  /// A directory that another build has mounted is moved without harm.
  private void adopt(Snapshot snapshot, Digest diffId) throws IOException {
    Path files = snapshots.files(snapshot.identity());
    if (!Files.isSymbolicLink(files)) {
      Path _ = store.layers().adoptDirectory(diffId, files);
    }
  }
}
