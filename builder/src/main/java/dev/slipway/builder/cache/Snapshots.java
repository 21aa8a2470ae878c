package dev.slipway.builder.cache;

import dev.slipway.image.Digest;
import dev.slipway.image.store.DiskUsage;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.Lock;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileTreeRemoval;
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
import java.util.UUID;

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
    Path place = store.temporary("snapshot");
    Files.createDirectories(place.resolve("fs"));
    Files.createDirectories(place.resolve("work"));
    try (DirectoryHandle upper = DirectoryHandle.open(place.resolve("fs"))) {
      upper.setMode(0755); // It is the root that the step's processes see.
    }
    return new Draft(place);
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
    var draft = new Draft(left);
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

  /// A snapshot on its way; closing it without [#keep] drops it.
  public final class Draft implements AutoCloseable {
    private final Path place;

    private Draft(Path place) {
      this.place = place;
    }

    public Path upper() {
      return place.resolve("fs");
    }

    public Path work() {
      return place.resolve("work");
    }

    /// Makes it a snapshot.
    public ResultLayer.Snapshot keep() throws IOException {
      String identity = UUID.randomUUID().toString();
      FileTreeRemoval.remove(work());
      store.keeping(claim(identity)).close();
      Files.move(place, directory.resolve(identity), StandardCopyOption.ATOMIC_MOVE);
      return new ResultLayer.Snapshot(identity);
    }

    /// Puts it, as it is, where no other build looks for it.
    public void moveTo(Path target) throws IOException {
      Files.move(place, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
      FileTreeRemoval.remove(place);
    }
  }
}
