package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.LayerExtractor;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.TarLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Layers by diffID, in whatever form they are there; further forms are made when they are asked
/// for, once, under the layer's lock.
public final class Layers {
  private final Workspace workspace;
  private final Blobs blobs;

  Layers(Workspace workspace, Blobs blobs) {
    this.workspace = workspace;
    this.blobs = blobs;
  }

  DerivedLayer derived(Digest diffId) {
    return new DerivedLayer(directory().resolve(diffId.hex()));
  }

  Path directory() {
    return workspace.root().resolve("layers");
  }

  static String lockName(Digest diffId) {
    return "layer-" + diffId.hex();
  }

  /// A layer's tar to be written.
  public LayerWriter create() throws IOException {
    return new LayerWriter(this, workspace.temporary("layer"));
  }

  /// Reads a blob that may be a layer from elsewhere, without making it part of the store yet.
  public StagedBlob stage(InputStream source) throws IOException {
    return StagedBlob.receive(source, workspace.temporary("blob"), workspace.temporary("index"));
  }

  /// Makes a staged blob part of the store.
  public void commit(StagedBlob staged) throws IOException {
    staged.commit(blobs, this);
  }

  /// Whether the layer is there in some form; if so, it stays until the store is closed.
  public boolean contains(Digest diffId) throws IOException {
    if (workspace.readOnly()) {
      return isThere(diffId);
    }
    try (Lock _ = workspace.claiming(diffId)) {
      return isThere(diffId);
    }
  }

  private boolean isThere(Digest diffId) throws IOException {
    DerivedLayer derived = derived(diffId);
    return Files.exists(blobs.path(diffId))
        || compressedBlob(derived).isPresent()
        || (Files.exists(derived.tar()) && !derived.isStale());
  }

  private Optional<Descriptor> compressedBlob(DerivedLayer derived) throws IOException {
    return derived.compressed().filter(blob -> Files.exists(blobs.path(blob.digest())));
  }

  /// Keeps [#contains] true for these layers until the lease is closed, in a store that other
  /// processes collect garbage in. Layers used through this store need none.
  public Lock hold(Collection<Digest> diffIds) throws IOException {
    Claim lease = Claim.open(workspace.temporaryDirectory());
    boolean held = false;
    try {
      for (Digest diffId : diffIds) {
        requireThere(diffId);
        workspace.claim(lease, diffId);
      }
      held = true;
      return lease;
    } finally {
      if (!held) {
        lease.close();
      }
    }
  }

  /// Says that `blob`, a blob of the store, is the layer `diffId` compressed.
  public void register(Digest diffId, Descriptor blob) throws IOException {
    if (blob.digest().equals(diffId)) {
      return;
    }
    try (Lock _ = workspace.claiming(diffId)) {
      Path temporary = workspace.temporary("descriptor");
      derived(diffId).writeCompressed(blob, temporary);
    }
  }

  /// What is in the layer.
  public LayerIndex index(Digest diffId) throws IOException {
    LayerIndex known = readIndex(diffId);
    if (known != null) {
      return known;
    }
    if (workspace.readOnly()) {
      return scan(diffId);
    }
    requireThere(diffId);
    try (Lock _ = lock(diffId)) {
      LayerIndex meanwhile = readIndex(diffId);
      if (meanwhile != null) {
        return meanwhile;
      }
      LayerIndex index = scan(diffId);
      keepIndex(diffId, index);
      return index;
    }
  }

  private @Nullable LayerIndex readIndex(Digest diffId) throws IOException {
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

  private LayerIndex scan(Digest diffId) throws IOException {
    if (Files.exists(blobs.path(diffId))) {
      return LayerIndex.scan(blobs.path(diffId), ArchiveOrigin.FOREIGN_LAYER);
    }
    try (InputStream tar = openTar(diffId)) {
      return LayerIndex.scan(tar, ArchiveOrigin.FOREIGN_LAYER);
    }
  }

  void adoptIndex(Digest diffId, Path file) throws IOException {
    try (Lock _ = lock(diffId)) {
      DerivedLayer derived = derived(diffId);
      derived.markUnsynced();
      Files.move(file, derived.index(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void keepIndex(Digest diffId, LayerIndex index) throws IOException {
    Path temporary = workspace.temporary("index");
    index.write(temporary);
    DerivedLayer derived = derived(diffId);
    derived.markUnsynced();
    Files.move(temporary, derived.index(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The layer's uncompressed bytes as a stream, in the cheapest way.
  public InputStream openTar(Digest diffId) throws IOException {
    if (Files.exists(blobs.path(diffId))) {
      return blobs.open(diffId);
    }
    DerivedLayer derived = derived(diffId);
    if (Files.exists(derived.tar()) && !derived.isStale()) {
      return Files.newInputStream(derived.tar());
    }
    Descriptor blob = compressedBlob(derived).orElseThrow(() -> missing(diffId));
    return Compression.decompressing(blobs.open(blob.digest()));
  }

  /// The layer's uncompressed tar as a file.
  public Path tar(Digest diffId) throws IOException {
    requireThere(diffId);
    Path tar = existingTar(diffId);
    if (tar != null) {
      return tar;
    }
    workspace.requireWritable();
    try (Lock _ = lock(diffId)) {
      Path meanwhile = existingTar(diffId);
      return meanwhile != null ? meanwhile : decompress(diffId);
    }
  }

  private @Nullable Path existingTar(Digest diffId) throws IOException {
    if (Files.exists(blobs.path(diffId))) {
      return blobs.path(diffId);
    }
    DerivedLayer derived = derived(diffId);
    return Files.exists(derived.tar()) && !derived.isStale() ? derived.tar() : null;
  }

  private Path decompress(Digest diffId) throws IOException {
    Path temporary = workspace.temporary("tar");
    try (var tar = new DigestingInputStream(openTar(diffId))) {
      Files.copy(tar, temporary);
      if (!tar.digest().equals(diffId)) {
        Files.delete(temporary);
        throw new ImageException(
            "the layer " + diffId + " of the store is damaged: its blob unpacks to something else");
      }
    }
    DerivedLayer derived = derived(diffId);
    derived.markUnsynced();
    Files.move(temporary, derived.tar(), StandardCopyOption.ATOMIC_MOVE);
    return derived.tar();
  }

  /// The layer's files as a directory in overlay form.
  public Path directory(Digest diffId) throws IOException {
    requireThere(diffId);
    DerivedLayer derived = derived(diffId);
    if (isExtracted(derived) && !derived.isSettled(Instant.now())) {
      return derived.files();
    }
    workspace.requireWritable();
    try (Lock _ = lock(diffId)) {
      if (isExtracted(derived)) {
        if (derived.isSettled(Instant.now())) {
          derived.sync();
        }
        return derived.files();
      }
      return extract(diffId, derived);
    }
  }

  /// Whether [#directory] has nothing to make.
  public boolean isExtracted(Digest diffId) throws IOException {
    return isExtracted(derived(diffId));
  }

  private static boolean isExtracted(DerivedLayer derived) throws IOException {
    return Files.isDirectory(derived.files()) && !derived.isStale();
  }

  private Path extract(Digest diffId, DerivedLayer derived) throws IOException {
    Path temporary = workspace.temporary("fs");
    Files.createDirectory(temporary);
    LayerIndex index;
    try (InputStream tar = openTar(diffId)) {
      index = LayerExtractor.extract(tar, temporary, ArchiveOrigin.FOREIGN_LAYER);
    } catch (IOException | RuntimeException failure) {
      DerivedLayer.remove(temporary);
      throw failure;
    }
    if (readIndex(diffId) == null) {
      keepIndex(diffId, index);
    }
    derived.markUnsynced();
    Files.move(temporary, derived.files(), StandardCopyOption.ATOMIC_MOVE);
    return derived.files();
  }

  /// Where to read the layer's files without unpacking anything that is not unpacked.
  public LayerSource source(Digest diffId) throws IOException {
    Path tar = existingTar(diffId);
    if (tar != null) {
      return new TarLayer(tar, index(diffId));
    }
    DerivedLayer derived = derived(diffId);
    if (isExtracted(derived)) {
      return new DirectoryLayer(derived.files());
    }
    return new TarLayer(tar(diffId), index(diffId));
  }

  /// Makes the directory `files` (a RUN's upper directory) the layer's extracted form, by moving
  /// it. Where there is one already, `files` is removed.
  public Path adoptDirectory(Digest diffId, Path files) throws IOException {
    requireThere(diffId);
    workspace.requireWritable();
    DerivedLayer derived = derived(diffId);
    try (Lock _ = lock(diffId)) {
      if (isExtracted(derived)) {
        DerivedLayer.remove(files);
      } else {
        derived.markUnsynced();
        Files.move(files, derived.files(), StandardCopyOption.ATOMIC_MOVE);
      }
      return derived.files();
    }
  }

  /// Makes the layer's bytes a blob that manifests may name: its compressed blob where it has one,
  /// else its tar, by a second name.
  public Descriptor publish(Digest diffId) throws IOException {
    requireThere(diffId);
    Optional<Descriptor> compressed = compressedBlob(derived(diffId));
    if (compressed.isPresent() && blobs.contains(compressed.get().digest())) {
      return compressed.get();
    }
    if (!blobs.contains(diffId)) {
      blobs.link(tar(diffId), diffId);
    }
    return Descriptor.of(MediaTypes.OCI_LAYER, diffId, blobs.size(diffId));
  }

  void adoptTar(Digest diffId, Path tar, LayerIndex index) throws IOException {
    boolean there = contains(diffId);
    try (Lock _ = lock(diffId)) {
      DerivedLayer derived = derived(diffId);
      if (readIndex(diffId) == null) {
        keepIndex(diffId, index);
      }
      if (there && isThere(diffId)) {
        Files.delete(tar);
        return;
      }
      derived.markUnsynced();
      Files.move(tar, derived.tar(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /// Takes the layer's lock and drops what another boot left unflushed.
  private Lock lock(Digest diffId) throws IOException {
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

  private void requireThere(Digest diffId) throws IOException {
    if (!contains(diffId)) {
      throw missing(diffId);
    }
  }

  private ImageException missing(Digest diffId) {
    return new ImageException(
        "the layer " + diffId + " is missing from the store at " + workspace.root(),
        "load or build its image again");
  }
}
