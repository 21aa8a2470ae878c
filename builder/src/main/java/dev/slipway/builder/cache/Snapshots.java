package dev.slipway.builder.cache;

import dev.slipway.image.Digest;
import dev.slipway.image.layer.EmptyLayer;
import dev.slipway.image.store.DiskUsage;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import dev.slipway.image.store.Lock;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.KernelRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Upper directories of `RUN`s, `snapshots/ID/fs`.
///
/// One is made in the store's place for unfinished files and moved here when its step has
/// succeeded: a failed or killed build leaves none.
public final class Snapshots {
  private final ImageStore store;
  private final Path directory;

  public Snapshots(ImageStore store) throws IOException {
    this.store = store;
    this.directory = store.area("snapshots");
  }

  /// An upper directory to be filled, with the work directory that overlayfs wants beside it.
  public Draft draft() throws IOException {
    Path place = Files.createDirectory(store.temporary("snapshot"));
    Path upper = Files.createDirectory(place.resolve("fs"));
    try (DirectoryHandle root = DirectoryHandle.open(upper)) {
      root.setMode(0755); // It is the root that the step's processes see.
    }
    // Beside it, to be removed with all unfinished files: a step would wait for that.
    return new Draft(place, Files.createDirectory(store.temporary("work")));
  }

  /// One that begins with what another has left: its directory is taken.
  public Draft draft(Path left) throws IOException {
    Path place = store.temporary("snapshot");
    Files.move(left, place, StandardCopyOption.ATOMIC_MOVE);
    return at(place);
  }

  /// What another has left, where it is; never to be closed. An overlay that was not synced leaves
  /// a mark in its work directory, and is not mounted again with it.
  public Draft at(Path left) throws IOException {
    var draft = new Draft(left, left.resolve("work"));
    FileTreeRemoval.remove(draft.work());
    Files.createDirectories(draft.work());
    return draft;
  }

  /// The layer's directory in overlay form; a link to that of a layer which it became.
  public Path files(String identity) {
    return directory.resolve(identity).resolve("fs");
  }

  boolean contains(String identity) {
    return Files.isDirectory(files(identity));
  }

  /// Whether the snapshot is there; if so, it stays until the store is closed.
  boolean keep(String identity) throws IOException {
    try (Lock _ = store.keeping(claim(identity))) {
      return contains(identity);
    }
  }

  /// What a process keeps a snapshot by.
  static Digest claim(String identity) {
    return Digest.sha256(("snapshot " + identity).getBytes(StandardCharsets.UTF_8));
  }

  /// All of them, in any order.
  List<String> identities() throws IOException {
    List<String> identities = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      all.forEach(snapshot -> identities.add(snapshot.getFileName().toString()));
    }
    return identities;
  }

  /// Layers that snapshots became: who found the snapshot before may have them mounted.
  static Set<Digest> layers(ImageStore store) throws IOException {
    Set<Digest> layers = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(store.area("snapshots"))) {
      for (Path snapshot : all) {
        Path files = snapshot.resolve("fs");
        if (Files.isSymbolicLink(files)) {
          Path layer = Objects.requireNonNull(Files.readSymbolicLink(files).getParent());
          layers.add(Digest.ofSha256Hex(layer.getFileName().toString()));
        }
      }
    } catch (NoSuchFileException none) {
      return Set.of();
    }
    return layers;
  }

  /// The bytes of disk that it takes beside the store's layers.
  long diskUsage(String identity) throws IOException {
    Path snapshot = directory.resolve(identity);
    return Files.isDirectory(snapshot) ? DiskUsage.of(snapshot) : 0;
  }

  /// Takes it out of the store; the caller removes what it gets.
  void moveTo(Path grave, String identity) throws IOException {
    Files.move(directory.resolve(identity), grave, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The layer without files, which is in the store then.
  private Digest emptyLayer() throws IOException {
    if (!store.layers().contains(EmptyLayer.DIFF_ID)) {
      try (LayerWriter writer = store.layers().create()) {
        return writer.commit(EmptyLayer.write(writer));
      }
    }
    return EmptyLayer.DIFF_ID;
  }

  /// A snapshot on its way; closing it without [#keep] drops it.
  public final class Draft implements AutoCloseable {
    private final Path place;
    private final Path work;
    private boolean gone;

    private Draft(Path place, Path work) {
      this.place = place;
      this.work = work;
    }

    public Path upper() {
      return place.resolve("fs");
    }

    public Path work() {
      return work;
    }

    /// Whether nothing was written to it.
    private boolean isEmpty() throws IOException {
      try (DirectoryStream<Path> children = Files.newDirectoryStream(upper())) {
        return !children.iterator().hasNext();
      }
    }

    /// Makes it a snapshot, or the layer of no files where nothing was written: many a step only
    /// looks.
    public ResultLayer keep() throws IOException {
      return isEmpty() ? ResultLayer.Stored.of(emptyLayer()) : kept();
    }

    private ResultLayer.Snapshot kept() throws IOException {
      String identity = KernelRandom.uniqueName();
      if (work.startsWith(place)) {
        FileTreeRemoval.remove(work);
      }
      store.keeping(claim(identity)).close();
      Files.move(place, directory.resolve(identity), StandardCopyOption.ATOMIC_MOVE);
      gone = true;
      return new ResultLayer.Snapshot(identity);
    }

    /// Puts it, as it is, where no other build looks for it.
    public void moveTo(Path target) throws IOException {
      Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
      gone = true;
    }

    @Override
    public void close() throws IOException {
      if (!gone) {
        FileTreeRemoval.remove(place);
      }
    }
  }
}
