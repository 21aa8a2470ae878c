package dev.slipway.image.archive;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.StagedBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes an image from an OCI layout in a directory into a store, without a name.
public final class LayoutReader {
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final int LARGEST_DOCUMENT = 8 << 20;
  private static final int DEEPEST = 8;

  private final ImageStore store;
  private final Path layout;

  public LayoutReader(ImageStore store, Path layout) {
    this.store = store;
    this.layout = layout;
  }

  /// The image for this machine. Its layers are read only where the store does not have it.
  ///
  /// @param reference a tag or a digest; null is the only entry, else the tag `latest`
  public Image read(@Nullable String reference) throws IOException {
    List<Descriptor> entries = IndexDocument.parse(document("index.json")).manifests();
    Descriptor entry = entry(entries, reference);
    byte[] bytes = manifest(entry, 0);
    ManifestDocument manifest = ManifestDocument.parse(bytes);
    if (!MediaTypes.isConfig(manifest.config().mediaType())) {
      throw new ImageException(
          layout + ": not an image: its config is " + manifest.config().mediaType(),
          "name a container image");
    }
    Optional<Image> known = store.images().get(manifest.config().digest());
    if (known.isPresent() && store.images().claim(known.get())) {
      return known.get();
    }
    byte[] config = blob(manifest.config().digest());
    var layers = new ArrayList<StagedBlob>();
    for (Descriptor layer : manifest.layers()) {
      layers.add(layer(layer.digest()));
    }
    return new ArchivedImage(config, bytes, layers, List.of()).keep(store);
  }

  private Descriptor entry(List<Descriptor> entries, @Nullable String reference) {
    if (reference == null && entries.size() == 1) {
      return entries.getFirst();
    }
    String wanted = reference == null ? "latest" : reference;
    var found = new ArrayList<Descriptor>();
    for (Descriptor entry : entries) {
      String name = entry.annotations().getOrDefault(NAME, "");
      if (entry.digest().toString().equals(wanted)
          || name.equals(wanted)
          || name.endsWith(":" + wanted)) {
        found.add(entry);
      }
    }
    if (found.isEmpty()) {
      throw new ImageException(
          "oci-layout://" + layout + ": no image \"" + wanted + "\" in its index",
          "it has " + names(entries));
    }
    return found.size() == 1 ? found.getFirst() : OciArchive.choose(found);
  }

  private static String names(List<Descriptor> entries) {
    var names = new ArrayList<String>();
    for (Descriptor entry : entries) {
      names.add(entry.annotations().getOrDefault(NAME, entry.digest().toString()));
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private byte[] manifest(Descriptor entry, int depth) throws IOException {
    byte[] bytes = blob(entry.digest());
    boolean index =
        entry.mediaType().isEmpty()
            ? !IndexDocument.parse(bytes).manifests().isEmpty()
            : MediaTypes.isIndex(entry.mediaType());
    if (!index) {
      return bytes;
    }
    if (depth == DEEPEST) {
      throw new ImageException("invalid index: nested too deeply");
    }
    return manifest(OciArchive.choose(IndexDocument.parse(bytes).manifests()), depth + 1);
  }

  private byte[] blob(Digest digest) throws IOException {
    byte[] bytes = document(ArchiveContent.blobPath(digest));
    check(digest, Digest.sha256(bytes));
    return bytes;
  }

  private StagedBlob layer(Digest digest) throws IOException {
    try (InputStream in = open(ArchiveContent.blobPath(digest))) {
      StagedBlob staged =
          store.layers().stage(in, Files.size(layout.resolve(ArchiveContent.blobPath(digest))));
      check(digest, staged.descriptor().digest());
      return staged;
    }
  }

  private void check(Digest expected, Digest found) {
    if (!expected.equals(found)) {
      throw new ImageException(
          "oci-layout://" + layout + ": the blob " + expected + " has the digest " + found,
          "the layout is damaged: write it again");
    }
  }

  private byte[] document(String name) throws IOException {
    try (InputStream in = open(name)) {
      byte[] bytes = in.readNBytes(LARGEST_DOCUMENT + 1);
      if (bytes.length > LARGEST_DOCUMENT) {
        throw new ImageException("oci-layout://" + layout + ": " + name + " is no document");
      }
      return bytes;
    }
  }

  private InputStream open(String name) throws IOException {
    try {
      return Files.newInputStream(layout.resolve(name));
    } catch (NoSuchFileException missing) {
      throw new ImageException(
          "oci-layout://" + layout + ": it lacks " + name, "name a directory with an OCI layout");
    }
  }
}
