package dev.slipway.engine.container;

import dev.slipway.engine.event.StoreEvents;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerControl;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.ContainerRoot;
import dev.slipway.runtime.run.ContainerState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What users do with the files of containers.
public final class ContainerContents {
  private final SlipwayLocations locations;
  private final Containers containers;

  public ContainerContents(SlipwayLocations locations, Containers containers) {
    this.locations = locations;
    this.containers = containers;
  }

  private Path upper(ContainerRecord record) {
    return locations.root().resolve("containers").resolve(record.id()).resolve("upper");
  }

  /// `A /new`, `C /changed`, `D /gone`, by path.
  public List<String> diff(Container container) throws IOException {
    Path upper = upper(container.record());
    if (!Files.isDirectory(upper)) {
      return List.of(); // It has not run yet.
    }
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      FileTree image = FileTree.of(ContainerFileTree.layers(store, container.record()));
      return new ContainerChanges(image, new DirectoryLayer(upper).index()).lines();
    }
  }

  /// Writes all files of a container as a tar, without what is mounted in it.
  public void export(Container container, OutputStream sink) throws IOException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      ContainerFileTree.export(store, container.record(), upper(container.record()), sink);
    }
    events().container(container.record(), "export", Map.of());
  }

  /// Makes an image of a container.
  public Digest commit(CommitRequest request) throws IOException, InterruptedException {
    Container container = containers.find(request.container());
    try (ImageStore store = ImageStore.open(locations.root());
        Stillness _ = still(container, request.pause(), store)) {
      Path upper = upper(container.record());
      Files.createDirectories(upper);
      Digest image =
          new ContainerCommit(store, container.record()).run(request, upper, Instant.now());
      tell(request, container.record(), image);
      return image;
    }
  }

  private StoreEvents events() {
    return new StoreEvents(locations.root());
  }

  private void tell(CommitRequest request, ContainerRecord record, Digest image) {
    ImageReference reference = request.reference();
    String name = reference == null ? "" : reference.withDefaultTag().familiar();
    if (!name.isEmpty()) {
      events().image("tag", image, name);
    }
    var attributes =
        Map.of("comment", request.message(), "imageID", image.toString(), "imageRef", name);
    events().container(record, "commit", attributes);
  }

  /// A container's processes, stopped until this is closed.
  private interface Stillness extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  /// Without control groups nothing can be stopped, and Docker's promise is not kept: files that
  /// are written meanwhile may be half there.
  private Stillness still(Container container, boolean pause, ImageStore store)
      throws IOException, InterruptedException {
    var control = new ContainerControl(containers.host(store));
    boolean running = container.state() instanceof ContainerState.Running state && !state.paused();
    if (!pause || !running || !control.canPause(container)) {
      return () -> {};
    }
    control.pause(container);
    return () -> {
      try {
        control.unpause(containers.find(container.id().hex()));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt(); // It goes on all the same.
      }
    };
  }

  /// Work on a container's files as the container sees them.
  public interface Work {
    void run(DirectoryHandle root) throws IOException;
  }

  /// Runs `work` on the files of a container, volumes included.
  public void visit(Container container, Work work) throws IOException, InterruptedException {
    try (ImageStore store = ImageStore.open(locations.root());
        ContainerRoot root = ContainerRoot.open(containers.host(store), container)) {
      work.run(root.root());
    }
  }
}
