package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.erofs.NotMountableException;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.EarlierTar;
import dev.slipway.image.layer.FileSums;
import dev.slipway.image.layer.LayerCompression;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.TarLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Layers by diffID, in whatever form they are there; further forms are made when they are asked
/// for, once, under the layer's lock.
public final class Layers {
  private final Workspace workspace;
  private final Blobs blobs;
  private final LayerForms forms;
  private final LayerFileSystems fileSystems;
  private final PublishedLayers published;

  Layers(Workspace workspace, Blobs blobs) {
    this.workspace = workspace;
    this.blobs = blobs;
    this.forms = new LayerForms(workspace, blobs);
    this.fileSystems = new LayerFileSystems(this, forms);
    this.published = new PublishedLayers(workspace, blobs, this);
  }

  LayerForms forms() {
    return forms;
  }

  /// A layer's tar to be written.
  public LayerWriter create() throws IOException {
    return new LayerWriter(this, workspace.temporary("layer"));
  }

  /// Reads a blob that may be a layer from elsewhere, without making it part of the store yet.
  ///
  /// @param size what the source is said to have
  public StagedBlob stage(InputStream source, long size) throws IOException {
    return StagedBlob.receive(
        source, size, workspace.temporary("blob"), workspace.temporary("index"));
  }

  /// Makes a staged blob part of the store.
  public void commit(StagedBlob staged) throws IOException {
    staged.commit(blobs, this);
  }

  /// Whether the layer is there in some form; if so, it stays until the store is closed.
  public boolean contains(Digest diffId) throws IOException {
    if (workspace.readOnly()) {
      return forms.isThere(diffId);
    }
    try (Lock _ = workspace.claiming(diffId)) {
      return forms.isThere(diffId);
    }
  }

  void requireThere(Digest diffId) throws IOException {
    if (!contains(diffId)) {
      throw forms.missing(diffId);
    }
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

  /// Says that `blob`, a blob of the store, is the layer `diffId`, compressed or not.
  public void register(Digest diffId, Descriptor blob) throws IOException {
    if (blob.digest().equals(diffId) || workspace.readOnly()) {
      return; // The tar itself needs no record, and a reader has no use for one.
    }
    try (Lock _ = workspace.claiming(diffId)) {
      if (forms.compressed(diffId).isEmpty()) {
        forms.derived(diffId).writeCompressed(blob, workspace.temporary("descriptor"));
      }
    }
  }

  /// What is in the layer.
  public LayerIndex index(Digest diffId) throws IOException {
    LayerIndex known = forms.readIndex(diffId);
    if (known != null) {
      return known;
    }
    if (workspace.readOnly()) {
      return forms.scan(diffId);
    }
    requireThere(diffId);
    try (Lock _ = forms.lock(diffId)) {
      LayerIndex meanwhile = forms.readIndex(diffId);
      if (meanwhile != null) {
        return meanwhile;
      }
      LayerIndex index = forms.scan(diffId);
      forms.keepIndex(diffId, index);
      return index;
    }
  }

  /// The bytes of the layer's regular files, hard links once. A layer that was never unpacked is
  /// not unpacked for this: what its compressed blob says of the tar's size stands for it.
  long fileBytes(Digest diffId, Descriptor blob) throws IOException {
    LayerIndex known = forms.readIndex(diffId);
    if (known != null) {
      return known.fileBytes();
    }
    if (forms.existingTar(diffId) != null) {
      return index(diffId).fileBytes();
    }
    try {
      return UnpackedSize.estimate(blobs.path(blob.digest()));
    } catch (NoSuchFileException _) {
      throw forms.missing(diffId);
    }
  }

  /// What was noted of the image whose topmost layer this is; null where nothing is, or nothing
  /// that can be relied on.
  public byte @Nullable [] contentsNote(Digest diffId) throws IOException {
    return forms.derived(diffId).contents().read();
  }

  /// Notes it for later calls, for as long as the layer is there.
  public void keepContentsNote(Digest diffId, byte[] note) throws IOException {
    if (workspace.readOnly()) {
      return;
    }
    requireThere(diffId);
    try (Lock _ = forms.lock(diffId)) {
      forms.derived(diffId).contents().write(note, workspace.temporary("contents"));
    }
  }

  /// Where the layer's blobs are known to be in registries.
  public List<RemoteBlob> remoteBlobs(Digest diffId) throws IOException {
    return forms.derived(diffId).remoteBlobs();
  }

  /// Keeps in mind that a registry has this blob of the layer.
  public void remember(Digest diffId, RemoteBlob blob) throws IOException {
    if (remoteBlobs(diffId).contains(blob)) {
      return;
    }
    try (Lock _ = forms.lock(diffId)) {
      forms.derived(diffId).addRemoteBlob(blob, workspace.temporary("remote"));
    }
  }

  /// The layer's uncompressed bytes as a stream, in the cheapest way.
  public InputStream openTar(Digest diffId) throws IOException {
    return forms.openTar(diffId);
  }

  /// The layer's uncompressed tar as a file.
  public Path tar(Digest diffId) throws IOException {
    requireThere(diffId);
    Path tar = forms.existingTar(diffId);
    if (tar != null) {
      return tar;
    }
    try (Lock _ = forms.lock(diffId)) {
      Path meanwhile = forms.existingTar(diffId);
      return meanwhile != null ? meanwhile : forms.decompress(diffId);
    }
  }

  /// The layer's tar, ready to be mounted; metadata that is damaged is made anew.
  ///
  /// @throws NotMountableException the layer has what EROFS cannot hold
  public MountableTar mountable(Digest diffId) throws IOException, NotMountableException {
    return fileSystems.mountable(diffId);
  }

  /// Whether [#mountable] has nothing to make, if the metadata is whole.
  public boolean isMountable(Digest diffId) throws IOException {
    return fileSystems.isMountable(diffId);
  }

  /// The layer's files as a directory in overlay form.
  public Path directory(Digest diffId) throws IOException {
    return fileSystems.directory(diffId);
  }

  /// Makes the directory `files` (a RUN's upper directory) the layer's extracted form and leaves a
  /// link to that in its place, in one instant: who reads it meanwhile finds the one or the other.
  /// Where the layer has that form already, `files` is removed.
  public Path adoptDirectory(Digest diffId, Path files) throws IOException {
    return fileSystems.adoptDirectory(diffId, files);
  }

  /// The bytes of disk that the layer's forms take, its tar's once where it has two names.
  public long diskUsage(Digest diffId) throws IOException {
    return forms.diskUsage(diffId);
  }

  /// Whether the layer is there in some form now; nothing keeps it.
  public boolean isThere(Digest diffId) throws IOException {
    return forms.isThere(diffId);
  }

  /// Whether [#directory] has nothing to make.
  public boolean isExtracted(Digest diffId) throws IOException {
    return forms.isExtracted(diffId);
  }

  /// Where to read the layer's files without unpacking anything that is not unpacked.
  public LayerSource source(Digest diffId) throws IOException {
    Path tar = forms.existingTar(diffId);
    if (tar == null && forms.isExtracted(diffId)) {
      return new DirectoryLayer(forms.derived(diffId).files());
    }
    return new TarLayer(tar != null ? tar : tar(diffId), index(diffId));
  }

  /// Makes the layer's bytes a blob that manifests may name: the compressed blob that it came as,
  /// else its tar, by a second name.
  public Descriptor publish(Digest diffId) throws IOException {
    requireThere(diffId);
    return published.asItIs(diffId);
  }

  /// As [#publish(Digest)] for an image that leaves the store: a layer that came from elsewhere
  /// keeps the blob that it came as, and others are compressed, each once for each way.
  ///
  /// @param force whether layers from elsewhere are compressed anew as well, unless they are
  ///   compressed in a way of the same kind
  public Descriptor publish(Digest diffId, LayerCompression how, boolean force) throws IOException {
    requireThere(diffId);
    return published.as(diffId, how, force);
  }

  /// The layer's tar, for a later layer to take of it what is the same; null where its files are
  /// not known well enough, or it is not there any more.
  public @Nullable EarlierTar earlier(Digest diffId) throws IOException {
    if (!contains(diffId)) {
      return null;
    }
    Path tar = forms.existingTar(diffId);
    FileSums sums = tar == null ? null : forms.readSums(diffId);
    LayerIndex index = sums == null ? null : forms.readIndex(diffId);
    return tar == null || sums == null || index == null ? null : EarlierTar.open(tar, index, sums);
  }

  void keepSums(Digest diffId, FileSums sums) throws IOException {
    try (Lock _ = forms.lock(diffId)) {
      forms.keepSums(diffId, sums);
    }
  }

  void adoptIndex(Digest diffId, Path written) throws IOException {
    try (Lock _ = forms.lock(diffId)) {
      forms.keepIndex(diffId, written);
    }
  }

  void adoptTar(Digest diffId, Path tar, LayerIndex index) throws IOException {
    boolean there = contains(diffId);
    try (Lock _ = forms.lock(diffId)) {
      if (forms.readIndex(diffId) == null) {
        forms.keepIndex(diffId, index);
      }
      if (there && forms.isThere(diffId)) {
        Files.delete(tar);
      } else {
        DerivedLayer derived = forms.derived(diffId);
        Path _ = LayerForms.moveIn(tar, derived, derived.tar());
      }
    }
  }
}
