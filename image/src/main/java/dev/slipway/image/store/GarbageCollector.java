package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.MediaTypes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Removes blobs and derived layers that no image, no living process and no other part needs.
/// Listings of layers that are elsewhere are small, and stay for a while after their last use.
public final class GarbageCollector {
  private final Workspace workspace;
  private final Blobs blobs;
  private final Layers layers;
  private final StoredImages images;

  /// What a collection removed.
  ///
  /// @param bytes of disk that are free now
  public record Collected(Set<Digest> blobs, Set<Digest> diffIds, long bytes) {
    public Collected {
      blobs = Set.copyOf(blobs);
      diffIds = Set.copyOf(diffIds);
    }
  }

  /// Layers that other parts need. Asked while nothing can be added to the store.
  public interface NeededLayers {
    /// DiffIDs that build steps and containers name.
    Set<Digest> diffIds() throws IOException;
  }

  /// Takes things of another module's away, by renaming them: nothing can be claimed meanwhile.
  @FunctionalInterface
  public interface Removal<T> {
    /// @param claimed what living processes keep
    T remove(Set<Digest> claimed) throws IOException;
  }

  GarbageCollector(Workspace workspace, Blobs blobs, Layers layers, StoredImages images) {
    this.workspace = workspace;
    this.blobs = blobs;
    this.layers = layers;
    this.images = images;
  }

  /// Runs `removal` while no process can begin to use anything.
  public <T> T removing(Removal<T> removal) throws IOException {
    try (Lock _ = workspace.collecting()) {
      return removal.remove(Claim.claimed(workspace.temporaryDirectory()));
    }
  }

  /// What living processes keep, as of now.
  public Set<Digest> claimed() throws IOException {
    return Claim.claimed(workspace.temporaryDirectory());
  }

  /// Removes everything that nothing needs.
  public Collected collect(NeededLayers others) throws IOException {
    return collect(others, _ -> true);
  }

  /// Removes of these images what nothing else needs; their names must be gone already.
  ///
  /// @param indexes of images of several platforms, whose other platforms go too
  public Collected collect(NeededLayers others, List<Image> removed, Set<Digest> indexes)
      throws IOException {
    Set<Digest> candidates = new HashSet<>();
    for (Digest index : indexes) {
      for (Digest each : ImageIndexes.closure(blobs, index)) {
        candidates.add(each);
        candidates.addAll(new Referrers(workspace, blobs).blobsOf(each));
      }
    }
    for (Image image : removed) {
      candidates.add(image.manifest().digest());
      candidates.add(image.id());
      image.layers().forEach(layer -> candidates.add(layer.digest()));
      candidates.addAll(image.config().diffIds());
      candidates.addAll(new Referrers(workspace, blobs).blobsOf(image.manifest().digest()));
    }
    return collect(others, candidates::contains);
  }

  /// What [#collect(NeededLayers)] would remove now.
  public Collected unused(NeededLayers others) throws IOException {
    return collect(others, _ -> true, false);
  }

  private Collected collect(NeededLayers others, Predicate<Digest> candidate) throws IOException {
    return collect(others, candidate, true);
  }

  private Collected collect(NeededLayers others, Predicate<Digest> candidate, boolean remove)
      throws IOException {
    try (Lock _ = workspace.collecting()) {
      // Claims first: a process that names its image and ends after this is seen in the index.
      Set<Digest> needed = Claim.claimed(workspace.temporaryDirectory());
      needed.addAll(named());
      needed.addAll(new Referrers(workspace, blobs).collect(needed));
      Set<Digest> neededLayers = others.diffIds();
      Set<Digest> removedBlobs = new HashSet<>();
      long bytes = 0;
      for (Digest blob : digestsIn(blobs.directory("sha256"))) {
        if (candidate.test(blob) && !needed.contains(blob) && !isNeededBlob(blob, neededLayers)) {
          if (remove) {
            bytes += removeBlob(blob, neededLayers);
          } else if (isNeededTar(blob, neededLayers)) {
            continue;
          } else {
            bytes += Files.size(blobs.path(blob));
          }
          removedBlobs.add(blob);
        }
      }
      needed.addAll(neededLayers);
      Instant now = Instant.now();
      Set<Digest> removedLayers = new HashSet<>();
      for (Digest diffId : digestsIn(layers.forms().directory())) {
        if (candidate.test(diffId)
            && !needed.contains(diffId)
            && !layers.forms().derived(diffId).isListingOnly(now)) {
          bytes += remove ? removeLayer(diffId) : layers.forms().derivedBytes(diffId);
          removedLayers.add(diffId);
        }
      }
      return new Collected(removedBlobs, removedLayers, bytes);
    }
  }

  /// Digests that the images of `index.json` name; an unreadable image stops the collection.
  private Set<Digest> named() throws IOException {
    Set<Digest> needed = new HashSet<>();
    Set<Digest> read = new HashSet<>();
    for (NamedImage entry : images.names().list()) {
      if (!read.add(entry.manifest())) {
        continue;
      }
      if (MediaTypes.isIndex(entry.descriptor().mediaType())) {
        needed.addAll(ImageIndexes.closure(blobs, entry.manifest()));
      } else {
        Image image = images.read(entry.descriptor());
        needed.add(entry.manifest());
        needed.add(image.id());
        image.layers().forEach(layer -> needed.add(layer.digest()));
        needed.addAll(image.config().diffIds());
      }
    }
    return needed;
  }

  private static List<Digest> digestsIn(Path directory) throws IOException {
    List<Digest> digests = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(directory)) {
      for (Path child : children) {
        String name = child.getFileName().toString();
        if (name.matches("[0-9a-f]{64}")) {
          digests.add(Digest.ofSha256Hex(name));
        }
      }
    } catch (NoSuchFileException _) {
      return List.of();
    }
    digests.sort(null);
    return digests;
  }

  /// Whether a layer that is needed can be had from this compressed blob only.
  private boolean isNeededBlob(Digest blob, Set<Digest> neededLayers) throws IOException {
    for (Digest diffId : neededLayers) {
      Optional<Descriptor> compressed = layers.forms().derived(diffId).compressed();
      if (compressed.filter(descriptor -> descriptor.digest().equals(blob)).isPresent()
          && !Files.exists(layers.forms().derived(diffId).tar())) {
        return true;
      }
    }
    return false;
  }

  private boolean isNeededTar(Digest blob, Set<Digest> neededLayers) {
    return neededLayers.contains(blob) && !Files.exists(layers.forms().derived(blob).tar());
  }

  /// A layer's tar that no manifest names any more but a build step needs becomes a derived form.
  private long removeBlob(Digest blob, Set<Digest> neededLayers) throws IOException {
    Path file = blobs.path(blob);
    long size = Files.size(file);
    DerivedLayer derived = layers.forms().derived(blob);
    if (isNeededTar(blob, neededLayers)) {
      Files.createDirectories(derived.directory());
      Files.move(file, derived.tar(), StandardCopyOption.ATOMIC_MOVE);
      return 0;
    }
    boolean shared = ((Number) Files.getAttribute(file, "unix:nlink")).intValue() > 1;
    Files.delete(file);
    return shared ? 0 : size;
  }

  private long removeLayer(Digest diffId) throws IOException {
    Optional<Lock> lock = workspace.locks().tryExclusive(LayerForms.lockName(diffId));
    if (lock.isEmpty()) {
      return 0;
    }
    try (Lock _ = lock.get()) {
      Path grave = workspace.temporary("removed");
      long size = DiskUsage.of(layers.forms().derived(diffId).directory());
      Files.move(layers.forms().derived(diffId).directory(), grave, StandardCopyOption.ATOMIC_MOVE);
      DerivedLayer.remove(grave);
      workspace.locks().forget(LayerForms.lockName(diffId));
      return size;
    }
  }
}
