package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.linux.BootId;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is derived from one layer, in `layers/HEX/`:
///
/// - `tar` its uncompressed bytes, where no blob is them; `index`; `fs/` its files in overlay form;
/// - `erofs` the metadata by which the tar is mounted;
/// - `blob` the descriptor of the compressed blob that it comes from;
/// - `unsynced` the ID of the boot in which something was added without a flush. After another boot
///   all but `blob` is dropped.
record DerivedLayer(Path directory) {
  /// After this time the kernel has written most of it back, and a flush costs little.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  Path tar() {
    return directory.resolve("tar");
  }

  Path index() {
    return directory.resolve("index");
  }

  Path files() {
    return directory.resolve("fs");
  }

  Path mountMetadata() {
    return directory.resolve("erofs");
  }

  private Path blob() {
    return directory.resolve("blob");
  }

  private Path unsynced() {
    return directory.resolve("unsynced");
  }

  /// Whether a crash of the machine may have damaged it.
  boolean isStale() throws IOException {
    try {
      return !Files.readString(unsynced()).equals(BootId.current());
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  void dropStale() throws IOException {
    remove(files());
    Files.deleteIfExists(tar());
    Files.deleteIfExists(index());
    Files.deleteIfExists(mountMetadata());
    Files.deleteIfExists(unsynced());
  }

  /// To be called before anything unflushed is moved in.
  void markUnsynced() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(unsynced(), BootId.current());
  }

  boolean isSettled(Instant now) throws IOException {
    try {
      Instant marked = Files.getLastModifiedTime(unsynced()).toInstant();
      return marked.plus(SETTLED).isBefore(now);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  void sync() throws IOException {
    Sync.syncFilesystem(directory);
    Files.deleteIfExists(unsynced());
  }

  Optional<Descriptor> compressed() throws IOException {
    try {
      String[] words = Files.readString(blob(), StandardCharsets.US_ASCII).split(" ");
      return Optional.of(
          Descriptor.of(words[0], Digest.parse(words[1]), Long.parseLong(words[2].strip())));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  void writeCompressed(Descriptor descriptor, Path temporary) throws IOException {
    Files.createDirectories(directory);
    String line =
        descriptor.mediaType() + " " + descriptor.digest() + " " + descriptor.size() + "\n";
    DurableFile.write(blob(), line.getBytes(StandardCharsets.US_ASCII), temporary);
  }

  static void remove(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      FileTreeRemoval.remove(tree);
    }
  }
}
