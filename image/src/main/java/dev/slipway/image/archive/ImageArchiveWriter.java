package dev.slipway.image.archive;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.ArchiveManifest;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.store.Blobs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes images of a store as one archive. The same images give the same bytes: entries are sorted
/// and have neither times nor owners.
public final class ImageArchiveWriter {
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";

  private final Blobs blobs;

  /// An image to be written.
  ///
  /// @param references the names that the archive is to give it
  /// @param index that it stands in, where that goes into the archive with all of its platforms
  public record Entry(Image image, List<ImageReference> references, @Nullable WholeIndex index) {
    public Entry {
      references = List.copyOf(references);
    }

    /// An image alone.
    public Entry(Image image, List<ImageReference> references) {
      this(image, references, null);
    }

    private Descriptor root() {
      return index == null ? image.manifest() : index.descriptor();
    }
  }

  /// An index of which nothing is missing.
  ///
  /// @param blobs itself and all that it leads to
  public record WholeIndex(Descriptor descriptor, SortedSet<Digest> blobs) {
    public WholeIndex {
      blobs = Collections.unmodifiableSortedSet(new TreeSet<>(blobs));
    }
  }

  public ImageArchiveWriter(Blobs blobs) {
    this.blobs = blobs;
  }

  /// `docker save`'s format: an OCI layout with a `manifest.json` beside it.
  public void writeDockerArchive(List<Entry> images, OutputStream sink) throws IOException {
    List<Descriptor> index = new ArrayList<>();
    List<ArchiveManifest> manifests = new ArrayList<>();
    for (Entry entry : images) {
      index.addAll(descriptors(entry, true));
      manifests.add(manifest(entry));
    }
    write(images, index, Map.of("manifest.json", ArchiveManifest.write(manifests)), sink);
  }

  /// An OCI layout; its names are full references, as skopeo and podman write them.
  public void writeOciArchive(List<Entry> images, OutputStream sink) throws IOException {
    List<Descriptor> index = new ArrayList<>();
    for (Entry entry : images) {
      index.addAll(descriptors(entry, false));
    }
    write(images, index, Map.of(), sink);
  }

  private void write(
      List<Entry> images, List<Descriptor> index, Map<String, byte[]> documents, OutputStream sink)
      throws IOException {
    SortedSet<Digest> digests = new TreeSet<>();
    for (Entry entry : images) {
      digests.add(entry.image().manifest().digest());
      digests.add(entry.image().id());
      entry.image().layers().forEach(layer -> digests.add(layer.digest()));
      if (entry.index() != null) {
        digests.addAll(entry.index().blobs());
      }
    }
    new LayoutWriter(blobs)
        .writeArchive(
            new LayoutWriter.Layout(digests, IndexDocument.of(index).toJson(), documents), sink);
  }

  private static List<Descriptor> descriptors(Entry entry, boolean tagsOnly) {
    Descriptor manifest = entry.root();
    if (entry.references().isEmpty()) {
      return List.of(manifest);
    }
    List<Descriptor> named = new ArrayList<>();
    for (ImageReference reference : entry.references()) {
      Map<String, String> annotations = new TreeMap<>();
      annotations.put(CONTAINERD_NAME, reference.full());
      annotations.put(NAME, tagsOnly ? reference.tag().orElse(reference.full()) : reference.full());
      named.add(manifest.withAnnotations(annotations));
    }
    return named;
  }

  private static ArchiveManifest manifest(Entry entry) {
    return new ArchiveManifest(
        ArchiveContent.blobPath(entry.image().id()),
        entry.references().stream().map(ImageReference::familiar).toList(),
        entry.image().layers().stream()
            .map(layer -> ArchiveContent.blobPath(layer.digest()))
            .toList());
  }
}
