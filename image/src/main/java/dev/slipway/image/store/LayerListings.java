package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.ImageException;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerListing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Listings of layers by diffID, whether the layers themselves are here or not.
public final class LayerListings {
  private static final int BUFFER = 64 * 1024;

  private final Workspace workspace;
  private final LayerForms forms;

  LayerListings(Workspace workspace, LayerForms forms) {
    this.workspace = workspace;
    this.forms = forms;
  }

  /// Opens a layer's blob.
  @FunctionalInterface
  public interface Opening {
    InputStream open() throws IOException, InterruptedException;
  }

  /// The listing that is kept.
  public Optional<LayerListing> find(Digest diffId) throws IOException {
    LayerIndex index = forms.readIndex(diffId);
    if (index == null) {
      return Optional.empty();
    }
    DerivedLayer derived = forms.derived(diffId);
    if (!workspace.readOnly()) {
      derived.noteListingUse();
    }
    return Optional.of(new LayerListing(index, derived.listedFiles()));
  }

  /// Reads a blob once, to its end, and keeps nothing of it but the listing.
  ///
  /// @param blob what it has to be, and unpacked the layer `diffId`
  /// @throws ImageException it is something else, or must not be unpacked: nothing is kept
  public LayerListing make(Digest diffId, Descriptor blob, Opening opening)
      throws IOException, InterruptedException {
    try (Lock _ = forms.lock(diffId)) {
      Optional<LayerListing> meanwhile = find(diffId);
      if (meanwhile.isPresent()) {
        return meanwhile.get();
      }
      LayerListing listing = read(diffId, blob, opening);
      forms.derived(diffId).keepListed(blob, listing.files(), workspace);
      forms.keepIndex(diffId, listing.index());
      return listing;
    }
  }

  private static LayerListing read(Digest diffId, Descriptor blob, Opening opening)
      throws IOException, InterruptedException {
    try (var received = DigestingInputStream.beside(opening.open());
        var unpacked = Compression.decompressing(received);
        var bounded = LayerLimit.current().bound(unpacked, "it", blob.size());
        var tar = DigestingInputStream.beside(bounded)) {
      LayerListing listing = LayerListing.scan(tar, ArchiveOrigin.FOREIGN_LAYER);
      drain(tar);
      drain(received);
      require(received.digest(), blob.digest(), "its blob is ");
      require(tar.digest(), diffId, "its blob unpacks to ");
      return listing;
    }
  }

  /// What follows the end of the tar counts.
  private static void drain(InputStream stream) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (stream.read(buffer) >= 0) {
      // only to be digested
    }
  }

  private static void require(Digest found, Digest expected, String what) {
    if (!found.equals(expected)) {
      throw new ImageException(what + found + ", not " + expected);
    }
  }
}
