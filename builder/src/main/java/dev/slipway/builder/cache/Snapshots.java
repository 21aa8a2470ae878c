package dev.slipway.builder.cache;

import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Upper directories of `RUN`s, `snapshots/ID/fs`.
///
/// One is made in the store's place for unfinished files and moved here when its step has
/// succeeded: a failed or killed build leaves none.
public final class Snapshots {
  private static final Duration KEPT_UNNAMED = Duration.ofDays(1);

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

  /// The layer's directory in overlay form.
  public Path files(String identity) {
    return directory.resolve(identity).resolve("fs");
  }

  boolean contains(String identity) {
    return Files.isDirectory(files(identity));
  }

  /// Puts a link to a layer in the place of one whose files became that layer: another build may be
  /// about to mount it.
  public void replace(String identity, Path layerFiles) throws IOException {
    Path files = files(identity);
    if (!Files.exists(files, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(files, directory.resolve(identity).relativize(layerFiles));
    }
  }

  /// Removes snapshots that no record names, such as those of steps that ran again. A build that
  /// runs may still use young ones.
  ///
  /// @param named identities that records name
  public void sweep(Set<String> named) throws IOException {
    FileTime limit = FileTime.from(Instant.now().minus(KEPT_UNNAMED));
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
      for (Path snapshot : all) {
        if (!named.contains(snapshot.getFileName().toString())
            && Files.getLastModifiedTime(snapshot).compareTo(limit) < 0) {
          FileTreeRemoval.remove(snapshot);
        }
      }
    }
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
      Files.move(place, directory.resolve(identity), StandardCopyOption.ATOMIC_MOVE);
      return new ResultLayer.Snapshot(identity);
    }

    @Override
    public void close() throws IOException {
      FileTreeRemoval.remove(place);
    }
  }
}
