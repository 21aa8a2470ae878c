package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.image.erofs.NotMountableException;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.TarLayer;
import dev.slipway.image.store.Findings.Severity;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares the forms of one layer with each other: the tar with its digest, the index with the
/// tar, what mounts the tar with both, the extracted files too. A form that is wrong is made again
/// of another.
final class LayerCheck {
  private static final int BUFFER = 1 << 16;

  private final LayerForms forms;
  private final Findings findings;
  private final Digesting digesting;

  /// Reads a file for its digest.
  @FunctionalInterface
  interface Digesting {
    Digest of(Path file) throws IOException;
  }

  LayerCheck(Layers layers, Findings findings, Digesting digesting) {
    this.forms = layers.forms();
    this.findings = findings;
    this.digesting = digesting;
  }

  void check(Path directory) throws IOException {
    String name = directory.getFileName().toString();
    if (!name.matches("[0-9a-f]{64}")) {
      findings.add(Severity.UNUSED, "layers/" + name, "it is no layer", "remove it by hand", null);
      return;
    }
    Digest diffId = Digest.ofSha256Hex(name);
    try {
      check(diffId, forms.derived(diffId));
    } catch (NoSuchFileException removedMeanwhile) {
      // Nobody needs it.
    }
  }

  private void check(Digest diffId, DerivedLayer derived) throws IOException {
    String subject = "layer " + diffId.shortHex();
    if (derived.isStale()) {
      findings.add(
          Severity.UNUSED,
          subject,
          "the machine stopped before its files were on the disk",
          "remove these files",
          locked(diffId, derived::dropStale));
      return;
    }
    checkDescriptor(diffId, derived, subject);
    if (Files.exists(derived.tar()) && !digesting.of(derived.tar()).equals(diffId)) {
      findings.add(
          Severity.DAMAGED,
          subject,
          "its tar is not what its digest says",
          "remove the tar",
          locked(diffId, () -> Files.deleteIfExists(derived.tar())));
      return;
    }
    Path tar = forms.existingTar(diffId);
    if (tar != null && !digesting.of(tar).equals(diffId)) {
      return; // A blob, which is told of already: nothing can be compared with it.
    }
    LayerIndex index = tar == null ? null : LayerIndex.scan(tar, ArchiveOrigin.FOREIGN_LAYER);
    checkIndex(diffId, derived, index, subject);
    checkMountMetadata(diffId, derived, tar, index, subject);
    checkFiles(diffId, derived, tar, index, subject);
  }

  private void checkDescriptor(Digest diffId, DerivedLayer derived, String subject)
      throws IOException {
    try {
      Optional<Descriptor> blob = derived.compressed();
      if (blob.isPresent() && forms.compressed(diffId).isEmpty()) {
        findings.add(
            Severity.UNUSED,
            subject,
            "the blob that it came from is gone",
            "forget the blob",
            locked(diffId, derived::forgetCompressed));
      }
    } catch (ImageException | IndexOutOfBoundsException | NumberFormatException malformed) {
      findings.add(
          Severity.DAMAGED,
          subject,
          "what is noted of its blob cannot be read",
          "forget the blob",
          locked(diffId, derived::forgetCompressed));
    }
  }

  private void checkIndex(
      Digest diffId, DerivedLayer derived, @Nullable LayerIndex scanned, String subject)
      throws IOException {
    if (!Files.exists(derived.index())) {
      return;
    }
    LayerIndex index = forms.readIndex(diffId);
    if (index == null || (scanned != null && !index.entries().equals(scanned.entries()))) {
      findings.add(
          Severity.DAMAGED,
          subject,
          index == null ? "its index cannot be read" : "its index is not that of its tar",
          "remove the index: it is made again",
          locked(diffId, () -> Files.deleteIfExists(derived.index())));
    }
  }

  /// A checksum tells only that it is as it was written: it is made again and compared.
  private void checkMountMetadata(
      Digest diffId,
      DerivedLayer derived,
      @Nullable Path tar,
      @Nullable LayerIndex index,
      String subject)
      throws IOException {
    if (!Files.exists(derived.mountMetadata()) || tar == null || index == null) {
      return;
    }
    byte[] found = Files.readAllBytes(derived.mountMetadata());
    boolean same;
    try {
      same = Arrays.equals(found, ErofsMetadata.of(index, diffId, Files.size(tar)));
    } catch (NotMountableException unpackedOnly) {
      same = false;
    }
    if (!same) {
      findings.add(
          Severity.DAMAGED,
          subject,
          "what it is mounted by is not that of its tar",
          "remove it: it is made again",
          locked(diffId, () -> Files.deleteIfExists(derived.mountMetadata())));
    }
  }

  private void checkFiles(
      Digest diffId,
      DerivedLayer derived,
      @Nullable Path tar,
      @Nullable LayerIndex index,
      String subject)
      throws IOException {
    if (!Files.isDirectory(derived.files()) || tar == null || index == null) {
      return;
    }
    String difference = difference(new TarLayer(tar, index), new DirectoryLayer(derived.files()));
    if (difference != null) {
      findings.add(
          Severity.DAMAGED,
          subject,
          "its unpacked files are not those of its tar: " + difference,
          "remove the unpacked files: they are unpacked again",
          locked(diffId, () -> DerivedLayer.remove(derived.files())));
    }
  }

  private Findings.Repair locked(Digest diffId, Findings.Repair repair) {
    return () -> {
      try (Lock _ = forms.lock(diffId)) {
        repair.run();
      }
    };
  }

  /// The first difference between the regular files of both; null where there is none.
  private static @Nullable String difference(TarLayer tar, DirectoryLayer directory)
      throws IOException {
    for (LayerEntry entry : tar.index().entries()) {
      if (isFile(entry) && entry.equals(tar.index().find(entry.path()).orElse(null))) {
        Optional<LayerEntry> unpacked = directory.index().find(entry.path());
        if (unpacked.filter(LayerCheck::isFile).isEmpty()) {
          return shown(entry.path()) + " is missing";
        }
        if (!sameBytes(tar, entry, directory, unpacked.get())) {
          return shown(entry.path()) + " has other bytes";
        }
      }
    }
    for (LayerEntry entry : directory.index().entries()) {
      if (isFile(entry) && tar.index().find(entry.path()).isEmpty()) {
        return shown(entry.path()) + " is not in it";
      }
    }
    return null;
  }

  private static boolean isFile(LayerEntry entry) {
    return entry.kind() == EntryKind.FILE || entry.kind() == EntryKind.HARD_LINK;
  }

  private static String shown(ImagePath path) {
    return path.toString();
  }

  private static boolean sameBytes(
      LayerSource one, LayerEntry oneEntry, LayerSource other, LayerEntry otherEntry)
      throws IOException {
    LayerEntry file = one.index().resolveLink(oneEntry);
    try (var first = new BufferedInputStream(one.open(file), BUFFER);
        InputStream second = other.open(otherEntry)) {
      byte[] expected = new byte[BUFFER];
      byte[] found = new byte[BUFFER];
      while (true) {
        int count = first.readNBytes(expected, 0, BUFFER);
        int read = second.readNBytes(found, 0, BUFFER);
        if (count != read || !Arrays.equals(expected, 0, count, found, 0, read)) {
          return false;
        }
        if (count < BUFFER) {
          return true;
        }
      }
    }
  }
}
