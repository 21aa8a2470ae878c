package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerCompression;
import dev.slipway.image.layer.LayerListing;
import dev.slipway.linux.BootId;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.Sync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is derived from one layer, in `layers/HEX/`:
///
/// - `tar` its uncompressed bytes, where no blob is them; `index`; `fs/` its files in overlay form;
/// - `sums` what the bytes of each of its files are, for a later layer that has some of them too;
/// - `erofs` the metadata by which the tar is mounted;
/// - `blob` the descriptor of the compressed blob that it comes from;
/// - `gzip-1` and others alike: the descriptor of the blob that compressing it so once gave;
/// - `remote` the registries that are known to have a blob of it;
/// - `listed` the blob that its index was read from while nothing else of the layer was kept, and
///   `passwd` and `group`, the files that came with it;
/// - `contents` what was found out about the image whose topmost layer it is;
/// - `unsynced` the ID of the boot in which something was added without a flush. After another boot
///   all but `blob` is dropped.
record DerivedLayer(Path directory) {
  /// After this time the kernel has written most of it back, and a flush costs little.
  private static final Duration SETTLED = Duration.ofMinutes(1);

  /// A listing that nobody used for so long is garbage.
  private static final Duration LISTING_KEPT = Duration.ofDays(30);

  Path tar() {
    return directory.resolve("tar");
  }

  Path index() {
    return directory.resolve("index");
  }

  Path sums() {
    return directory.resolve("sums");
  }

  Path files() {
    return directory.resolve("fs");
  }

  Path mountMetadata() {
    return directory.resolve("erofs");
  }

  LayerNote contents() {
    return new LayerNote(directory.resolve("contents"));
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
    Files.deleteIfExists(sums());
    Files.deleteIfExists(mountMetadata());
    for (ImagePath path : LayerListing.KEPT) {
      Files.deleteIfExists(listedFile(path));
    }
    Files.deleteIfExists(listed());
    Files.deleteIfExists(unsynced());
  }

  /// To be called before anything unflushed is moved in, by who has the layer's lock. Who reads
  /// beside it has none, and must not find half a mark: the layer would be stale to it.
  void markUnsynced() throws IOException {
    Files.createDirectories(directory);
    Path written = Files.writeString(directory.resolve("unsynced.new"), BootId.current());
    Files.move(written, unsynced(), StandardCopyOption.ATOMIC_MOVE);
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

  /// Where it is written down which blob a way of compressing it once gave.
  private Path made(LayerCompression how) {
    return directory.resolve(how.toString());
  }

  Optional<Descriptor> compressed() throws IOException {
    return read(blob());
  }

  Optional<Descriptor> compressed(LayerCompression how) throws IOException {
    return read(made(how));
  }

  /// Whether the blob is one that compressing the layer here gave.
  boolean isMadeHere(Descriptor blob) throws IOException {
    try (DirectoryStream<Path> made = Files.newDirectoryStream(directory, "{gzip,zstd}-*")) {
      for (Path file : made) {
        if (read(file).filter(other -> other.digest().equals(blob.digest())).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Descriptor> read(Path file) throws IOException {
    try {
      String[] words = Files.readString(file, StandardCharsets.US_ASCII).split(" ");
      return Optional.of(
          Descriptor.of(words[0], Digest.parse(words[1]), Long.parseLong(words[2].strip())));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  void forgetCompressed() throws IOException {
    Files.deleteIfExists(blob());
  }

  void writeCompressed(Descriptor descriptor, Path temporary) throws IOException {
    write(blob(), descriptor, temporary);
  }

  void writeCompressed(LayerCompression how, Descriptor descriptor, Path temporary)
      throws IOException {
    write(made(how), descriptor, temporary);
  }

  private void write(Path file, Descriptor descriptor, Path temporary) throws IOException {
    Files.createDirectories(directory);
    String line =
        descriptor.mediaType() + " " + descriptor.digest() + " " + descriptor.size() + "\n";
    DurableFile.write(file, line.getBytes(StandardCharsets.US_ASCII), temporary);
  }

  private Path remote() {
    return directory.resolve("remote");
  }

  /// The newest first.
  List<RemoteBlob> remoteBlobs() throws IOException {
    try {
      return RemoteBlob.parse(Files.readString(remote(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  void addRemoteBlob(RemoteBlob blob, Path temporary) throws IOException {
    Files.createDirectories(directory);
    List<RemoteBlob> blobs = new ArrayList<>(List.of(blob));
    blobs.addAll(remoteBlobs());
    Files.writeString(temporary, RemoteBlob.format(blobs));
    Files.move(temporary, remote(), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path listed() {
    return directory.resolve("listed");
  }

  private Path listedFile(ImagePath path) {
    String text = path.toString();
    return directory.resolve(text.substring(text.lastIndexOf('/') + 1));
  }

  /// To be followed by the index, without which all this counts for nothing.
  void keepListed(Descriptor blob, Map<ImagePath, byte[]> files, Workspace workspace)
      throws IOException {
    markUnsynced();
    for (var file : files.entrySet()) {
      Path temporary = Files.write(workspace.temporary("listed"), file.getValue());
      Files.move(temporary, listedFile(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
    }
    write(listed(), blob, workspace.temporary("listed"));
  }

  /// The files that a listing has beside the index.
  Map<ImagePath, byte[]> listedFiles() throws IOException {
    Map<ImagePath, byte[]> files = new HashMap<>();
    for (ImagePath path : LayerListing.KEPT) {
      try {
        files.put(path, Files.readAllBytes(listedFile(path)));
      } catch (NoSuchFileException _) {
        // The layer does not have it.
      }
    }
    return files;
  }

  /// Whether the index was made of this very blob, or of the layer itself. A listing that another
  /// blob gave says nothing about this one.
  boolean isIndexOf(Descriptor blob) throws IOException {
    try {
      return Files.readString(listed()).contains(blob.digest().toString());
    } catch (NoSuchFileException _) {
      return true;
    }
  }

  /// Whether nothing is here but a listing that was used lately.
  boolean isListingOnly(Instant now) throws IOException {
    if (Files.exists(tar()) || Files.exists(files()) || Files.exists(blob()) || isStale()) {
      return false;
    }
    try {
      return Files.getLastModifiedTime(listed()).toInstant().plus(LISTING_KEPT).isAfter(now);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /// To the day.
  void noteListingUse() throws IOException {
    try {
      Instant now = Instant.now();
      Instant noted = Files.getLastModifiedTime(listed()).toInstant();
      if (Duration.between(noted, now).abs().compareTo(Duration.ofDays(1)) > 0) {
        Files.setLastModifiedTime(listed(), FileTime.from(now));
      }
    } catch (NoSuchFileException _) {
      // The layer is here, or another process takes the listing away.
    }
  }

  static void remove(Path tree) throws IOException {
    if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      FileTreeRemoval.remove(tree);
    }
  }
}
