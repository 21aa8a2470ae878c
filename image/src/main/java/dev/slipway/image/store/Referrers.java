package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Manifests that name a manifest of the store as their subject, such as lists of what is in an
/// image: `referrers/HEX` by the subject, in the form in which a registry answers (OCI distribution
/// specification, "Listing Referrers"). They stay as long as their subject.
public final class Referrers {
  private final Workspace workspace;
  private final Blobs blobs;
  private final Path directory;

  Referrers(Workspace workspace, Blobs blobs) {
    this.workspace = workspace;
    this.blobs = blobs;
    this.directory = workspace.root().resolve("referrers");
  }

  /// What refers to the manifest; its blobs are in the store.
  public List<DescriptorDocument> of(Digest subject) throws IOException {
    return read(directory.resolve(subject.hex()));
  }

  private static List<DescriptorDocument> read(Path file) throws IOException {
    try {
      List<DescriptorDocument> found =
          IndexDocument.parse(Files.readAllBytes(file)).manifestDocuments();
      return found == null ? List.of() : List.copyOf(found);
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /// Adds to what refers to the manifest; of two of one kind the later one is kept.
  public void put(Digest subject, List<DescriptorDocument> added) throws IOException {
    if (added.isEmpty()) {
      return;
    }
    Files.createDirectories(directory);
    try (Lock _ = workspace.locks().exclusive("referrers")) {
      var kept = new ArrayList<DescriptorDocument>();
      for (DescriptorDocument before : of(subject)) {
        if (added.stream().noneMatch(each -> isSameKind(before, each))) {
          kept.add(before);
        }
      }
      kept.addAll(added);
      DurableFile.write(
          directory.resolve(subject.hex()),
          IndexDocument.ofDocuments(kept, Map.of()).toJson(),
          workspace.temporary("referrers"));
    }
  }

  private static boolean isSameKind(DescriptorDocument one, DescriptorDocument other) {
    return String.valueOf(one.artifactType()).equals(String.valueOf(other.artifactType()))
        && String.valueOf(one.annotations()).equals(String.valueOf(other.annotations()));
  }

  /// The blobs of everything that refers to these manifests; the lists of others are removed.
  ///
  /// @param subjects every manifest of the store
  Set<Digest> collect(Set<Digest> subjects) throws IOException {
    var needed = new HashSet<Digest>();
    try (DirectoryStream<Path> lists = Files.newDirectoryStream(directory)) {
      for (Path list : lists) {
        String name = list.getFileName().toString();
        if (!name.matches("[0-9a-f]{64}") || !subjects.contains(Digest.ofSha256Hex(name))) {
          Files.delete(list);
          continue;
        }
        for (DescriptorDocument referrer : read(list)) {
          add(referrer, needed);
        }
      }
    } catch (NoSuchFileException _) {
      return Set.of();
    }
    return needed;
  }

  /// The blobs of everything that refers to one manifest.
  Set<Digest> blobsOf(Digest subject) throws IOException {
    var found = new HashSet<Digest>();
    for (DescriptorDocument referrer : of(subject)) {
      add(referrer, found);
    }
    return found;
  }

  private void add(DescriptorDocument referrer, Set<Digest> needed) throws IOException {
    Digest digest = referrer.toDescriptor().digest();
    needed.add(digest);
    if (Files.exists(blobs.path(digest))) {
      ManifestDocument manifest = ManifestDocument.parse(blobs.read(digest));
      needed.add(manifest.config().digest());
      manifest.layers().forEach(layer -> needed.add(layer.digest()));
    }
  }
}
