package dev.slipway.engine.container;

import dev.slipway.engine.image.ConfigChanges;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.DirectoryLayerWriter;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.VolumeRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Makes an image of a container: its image's layers, one of its own files, and the config that it
/// was made with.
final class ContainerCommit {
  private final ImageStore store;
  private final ContainerRecord record;

  ContainerCommit(ImageStore store, ContainerRecord record) {
    this.store = store;
    this.record = record;
  }

  /// @param upper the container's own files
  Digest run(CommitRequest request, Path upper, Instant now) throws IOException {
    ContainerConfig changed = ConfigChanges.apply(config(), request.changes());
    Digest layer = writeLayer(upper);
    ImageConfig image = store.images().require(record.imageId()).config();
    var history =
        new HistoryEntry(
            now, String.join(" ", record.arguments()), request.author(), request.message(), false);
    Image made =
        store
            .images()
            .add(
                image
                    .withCreated(now)
                    .withAuthor(request.author())
                    .withConfig(changed)
                    .withLayer(layer)
                    .withHistoryEntry(history));
    ImageReference reference = request.reference();
    store.names().add(made, reference == null ? List.of() : List.of(reference.withDefaultTag()));
    return made.id();
  }

  private Digest writeLayer(Path upper) throws IOException {
    var changes =
        new ContainerChanges(
            FileTree.of(ContainerFileTree.layers(store, record)),
            new DirectoryLayer(upper).index());
    try (LayerWriter writer = store.layers().create()) {
      OutputStream buffered = new BufferedOutputStream(writer, 1 << 16);
      LayerIndex index = DirectoryLayerWriter.write(upper, buffered, changes::isOwn);
      buffered.flush();
      return writer.commit(index);
    }
  }

  private ContainerConfig config() throws IOException {
    ContainerConfig image = store.images().require(record.imageId()).config().config();
    Set<String> volumes = new TreeSet<>(image.volumes());
    for (VolumeRecord volume : record.volumes()) {
      if (volume.anonymous()) {
        volumes.add(volume.target());
      }
    }
    return image
        .withEnv(record.environment())
        .withEntrypoint(record.entrypoint())
        .withCmd(record.command().isEmpty() ? null : record.command())
        .withUser(record.user())
        .withWorkingDir(workingDirectory(image))
        .withExposedPorts(record.exposedPorts())
        .withVolumes(volumes)
        .withLabels(record.labels());
  }

  /// The root is what a config without a directory means.
  private String workingDirectory(ContainerConfig image) {
    String now = record.workingDirectory();
    return now.equals("/") && image.workingDir().isEmpty() ? "" : now;
  }
}
