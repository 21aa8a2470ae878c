package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.ImageException;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.FileSums;
import dev.slipway.image.layer.LayerExtractor;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.linux.AheadInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The forms of layers on disk: which are there, and how one is made of another. Who makes one
/// holds the layer's lock.
final class LayerForms {
  private static final int BUFFER = 64 * 1024;

  private final Workspace workspace;
  private final Blobs blobs;

  LayerForms(Workspace workspace, Blobs blobs) {
    this.workspace = workspace;
    this.blobs = blobs;
  }

  Path directory() {
    return workspace.root().resolve("layers");
  }

  DerivedLayer derived(Digest diffId) {
    return new DerivedLayer(directory().resolve(diffId.hex()));
  }

  boolean isThere(Digest diffId) throws IOException {
    return existingTar(diffId) != null || compressed(diffId).isPresent();
  }

  /// The compressed blob that the layer can be made of, if it is there.
  Optional<Descriptor> compressed(Digest diffId) throws IOException {
    return derived(diffId).compressed().filter(blob -> Files.exists(blobs.path(blob.digest())));
  }

  @Nullable Path existingTar(Digest diffId) throws IOException {
    if (Files.exists(blobs.path(diffId))) {
      return blobs.path(diffId);
    }
    DerivedLayer derived = derived(diffId);
    return Files.exists(derived.tar()) && !derived.isStale() ? derived.tar() : null;
  }

  /// The layer's uncompressed bytes, in the cheapest way.
  InputStream openTar(Digest diffId) throws IOException {
    Path tar = existingTar(diffId);
    if (tar != null) {
      return AheadInputStream.open(tar);
    }
    Descriptor blob = compressed(diffId).orElseThrow(() -> missing(diffId));
    InputStream unpacked = Compression.decompressing(blobs.open(blob.digest()));
    return LayerLimit.current().bound(unpacked, "the layer " + diffId, blobs.size(blob.digest()));
  }

  /// As [#openTar], for whoever writes it to the store's disk.
  private InputStream openForDisk(Digest diffId) throws IOException {
    long room = Files.getFileStore(workspace.root()).getUsableSpace();
    return new BoundedInput(
        openTar(diffId),
        room,
        () ->
            new ImageException(
                "the layer "
                    + diffId
                    + " unpacks to more than the "
                    + room
                    + " bytes that are free: no space left on device",
                "free some room (slipway system df), or leave the image alone: it may be made to"
                    + " fill disks"));
  }

  Path decompress(Digest diffId) throws IOException {
    Path temporary = workspace.temporary("tar");
    try (var tar = new DigestingInputStream(openForDisk(diffId))) {
      Files.copy(tar, temporary);
      if (!tar.digest().equals(diffId)) {
        Files.delete(temporary);
        throw new ImageException(
            "the layer " + diffId + " of the store is damaged: its blob unpacks to something else",
            "remove its image and load it again");
      }
    }
    DerivedLayer derived = derived(diffId);
    return moveIn(temporary, derived, derived.tar());
  }

  @Nullable LayerIndex readIndex(Digest diffId) throws IOException {
    DerivedLayer derived = derived(diffId);
    if (!Files.exists(derived.index()) || derived.isStale()) {
      return null;
    }
    try {
      return LayerIndex.read(derived.index());
    } catch (IOException | ImageException damaged) {
      return null; // It is made anew from the layer itself.
    }
  }

  LayerIndex scan(Digest diffId) throws IOException {
    Path tar = existingTar(diffId);
    if (tar != null) {
      return LayerIndex.scan(tar, ArchiveOrigin.FOREIGN_LAYER);
    }
    try (var stream = new DigestingInputStream(openTar(diffId))) {
      LayerIndex index = LayerIndex.scan(stream, ArchiveOrigin.FOREIGN_LAYER);
      verify(stream, diffId);
      return index;
    }
  }

  void keepIndex(Digest diffId, LayerIndex index) throws IOException {
    Path temporary = workspace.temporary("index");
    index.write(temporary);
    keepIndex(diffId, temporary);
  }

  void keepIndex(Digest diffId, Path written) throws IOException {
    DerivedLayer derived = derived(diffId);
    Path _ = moveIn(written, derived, derived.index());
  }

  @Nullable FileSums readSums(Digest diffId) throws IOException {
    DerivedLayer derived = derived(diffId);
    return derived.isStale() ? null : FileSums.read(derived.sums());
  }

  void keepSums(Digest diffId, FileSums sums) throws IOException {
    Path temporary = workspace.temporary("sums");
    sums.write(temporary);
    DerivedLayer derived = derived(diffId);
    Path _ = moveIn(temporary, derived, derived.sums());
  }

  void keepMountMetadata(Digest diffId, byte[] metadata) throws IOException {
    Path temporary = Files.write(workspace.temporary("erofs"), metadata);
    DerivedLayer derived = derived(diffId);
    Path _ = moveIn(temporary, derived, derived.mountMetadata());
  }

  /// A layer that was pulled is unpacked here for the first time: what comes out must be what the
  /// image's config says. What follows the end of the tar counts.
  private static void verify(DigestingInputStream tar, Digest diffId) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (tar.read(buffer) >= 0) {
      // only to be digested
    }
    Digest found = tar.digest();
    if (!found.equals(diffId)) {
      throw new ImageException(
          "the layer " + diffId + " is damaged: its blob unpacks to " + found,
          "the image was pushed damaged: remove it, and pull or load one that is whole");
    }
  }

  boolean isExtracted(Digest diffId) throws IOException {
    DerivedLayer derived = derived(diffId);
    return Files.isDirectory(derived.files()) && !derived.isStale();
  }

  /// Whether the layer's blob was unpacked before.
  private boolean isVerified(Digest diffId) throws IOException {
    Optional<Descriptor> blob = compressed(diffId);
    return readIndex(diffId) != null && (blob.isEmpty() || derived(diffId).isIndexOf(blob.get()));
  }

  Path extract(Digest diffId) throws IOException {
    Path temporary = workspace.temporary("fs");
    Files.createDirectory(temporary);
    boolean verified = existingTar(diffId) != null || isVerified(diffId);
    LayerIndex index;
    try (InputStream tar =
        verified ? openForDisk(diffId) : DigestingInputStream.beside(openForDisk(diffId))) {
      index = LayerExtractor.extract(tar, temporary, ArchiveOrigin.FOREIGN_LAYER);
      if (tar instanceof DigestingInputStream digesting) {
        verify(digesting, diffId);
      }
    } catch (IOException | RuntimeException failure) {
      DerivedLayer.remove(temporary);
      throw failure;
    }
    if (readIndex(diffId) == null) {
      keepIndex(diffId, index);
    }
    DerivedLayer derived = derived(diffId);
    return moveIn(temporary, derived, derived.files());
  }

  /// Makes a finished file or directory one of the layer's forms. It is not flushed.
  static Path moveIn(Path finished, DerivedLayer derived, Path form) throws IOException {
    derived.markUnsynced();
    return Files.move(finished, form, StandardCopyOption.ATOMIC_MOVE);
  }

  static String lockName(Digest diffId) {
    return "layer-" + diffId.hex();
  }

  /// Takes the layer's lock and drops what another boot left unflushed.
  Lock lock(Digest diffId) throws IOException {
    workspace.requireWritable();
    Lock lock = workspace.locks().exclusive(lockName(diffId));
    boolean ready = false;
    try {
      DerivedLayer derived = derived(diffId);
      if (derived.isStale()) {
        derived.dropStale();
      }
      ready = true;
      return lock;
    } finally {
      if (!ready) {
        lock.close();
      }
    }
  }

  ImageException missing(Digest diffId) {
    return new ImageException(
        "the layer " + diffId + " is missing from the store at " + workspace.root(),
        "load or build its image again");
  }

  long derivedBytes(Digest diffId) throws IOException {
    Path directory = derived(diffId).directory();
    return Files.isDirectory(directory) ? DiskUsage.of(directory) : 0;
  }

  /// The tar's bytes once where it has two names.
  long diskUsage(Digest diffId) throws IOException {
    long bytes = derivedBytes(diffId);
    Path blob = blobs.path(compressed(diffId).map(Descriptor::digest).orElse(diffId));
    boolean counted = Files.exists(derived(diffId).tar());
    return Files.exists(blob) && !counted ? bytes + Files.size(blob) : bytes;
  }
}
