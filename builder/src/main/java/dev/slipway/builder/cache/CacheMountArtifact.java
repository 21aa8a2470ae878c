package dev.slipway.builder.cache;

import dev.slipway.builder.BuildException;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.json.JsonAdapters;
import dev.slipway.image.json.JsonDocuments;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.DirectoryLayerWriter;
import dev.slipway.image.layer.LayerExtractor;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.DirectoryHandle;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Cache mounts outside of the store: an OCI artifact with one layer for each, a tar of its files
/// with their owners.
public final class CacheMountArtifact {
  private static final String ARTIFACT_TYPE = "application/vnd.slipway.cache-mounts.v1";
  private static final String CONFIG_TYPE = "application/vnd.slipway.cache-mounts.config.v1+json";
  private static final int VERSION = 1;
  private static final JsonType<Document> JSON =
      JsonAdapters.builder()
          .add(Document.class, CacheMountArtifact$DocumentJsonAdapter::new)
          .add(Row.class, CacheMountArtifact$RowJsonAdapter::new)
          .build()
          .type(Document.class);

  private final ImageStore store;
  private final CacheBackend backend;

  public CacheMountArtifact(ImageStore store, CacheBackend backend) {
    this.store = store;
    this.backend = backend;
  }

  /// The config: what the layers are, in their order.
  @Json
  record Document(int version, @Nullable List<Row> mounts) {}

  /// A mount, and its directory's own attributes.
  @Json
  record Row(String id, int mode, long uid, long gid) {}

  private record Known(Row row, Descriptor blob) {}

  private List<Known> read() throws IOException, InterruptedException {
    Optional<CacheArtifact> artifact = CacheArtifact.read(backend, ARTIFACT_TYPE, null);
    if (artifact.isEmpty()) {
      return List.of();
    }
    Document document;
    try {
      document =
          JsonDocuments.read(
              artifact.get().config().getBytes(StandardCharsets.UTF_8), JSON::fromJson);
    } catch (RuntimeException malformed) { // The parser throws many kinds.
      throw damaged(String.valueOf(malformed.getMessage())).causedBy(malformed);
    }
    List<Row> rows = document.mounts() == null ? List.of() : document.mounts();
    if (document.version() != VERSION || rows.size() != artifact.get().layers().size()) {
      throw damaged("it is of another format");
    }
    List<Known> known = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      known.add(new Known(rows.get(i), artifact.get().layers().get(i)));
    }
    return known;
  }

  private BuildException damaged(String why) {
    return BuildException.of(
        "the cache mounts at " + backend.name() + " cannot be read: " + why,
        "write them anew with --cache-mount-to");
  }

  /// The ids that are there.
  public List<String> ids() throws IOException, InterruptedException {
    return read().stream().map(known -> known.row().id()).toList();
  }

  /// Fills an empty directory with the mount's files; false where the place does not have it.
  public boolean fill(String id, Path empty) throws IOException, InterruptedException {
    for (Known known : read()) {
      if (known.row().id().equals(id)) {
        extract(known, empty);
        return true;
      }
    }
    return false;
  }

  private void extract(Known known, Path empty) throws IOException, InterruptedException {
    Path file = store.temporary("cache-mount");
    try {
      try (var in = new DigestingInputStream(backend.open(known.blob()))) {
        Files.copy(in, file);
        if (!in.digest().equals(known.blob().digest())) {
          throw damaged(known.blob().digest() + " is not what its digest says");
        }
      }
      try (InputStream tar = Compression.decompressing(Files.newInputStream(file))) {
        LayerExtractor.extract(tar, empty, ArchiveOrigin.ARCHIVE);
      }
    } finally {
      Files.deleteIfExists(file);
    }
    try (DirectoryHandle handle = DirectoryHandle.open(empty)) {
      handle.setOwner(known.row().uid(), known.row().gid());
      handle.setMode(known.row().mode());
    }
  }

  /// A mount to be written.
  public record Mount(String id, Path files) {}

  /// Writes these mounts; others that are there stay.
  public void write(List<Mount> mounts) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    List<Descriptor> blobs = new ArrayList<>();
    for (Known known : read()) {
      if (mounts.stream().noneMatch(mount -> mount.id().equals(known.row().id()))) {
        rows.add(known.row());
        blobs.add(known.blob());
      }
    }
    for (Mount mount : mounts) {
      rows.add(row(mount));
      blobs.add(write(mount.files()));
    }
    String config = JSON.toJson(new Document(VERSION, rows));
    new CacheArtifact(config, blobs, List.of())
        .write(backend, ARTIFACT_TYPE, CONFIG_TYPE, store.temporary("cache-config"));
  }

  private static Row row(Mount mount) throws IOException {
    return new Row(
        mount.id(),
        (int) number(mount.files(), "mode") & 07777,
        number(mount.files(), "uid"),
        number(mount.files(), "gid"));
  }

  private static long number(Path file, String attribute) throws IOException {
    return ((Number) Files.getAttribute(file, "unix:" + attribute)).longValue();
  }

  private Descriptor write(Path files) throws IOException, InterruptedException {
    Path file = store.temporary("cache-mount");
    try {
      var digesting = DigestingOutputStream.beside(Files.newOutputStream(file));
      try (OutputStream out =
          new BufferedOutputStream(Compression.ZSTD.compress(digesting), 1 << 16)) {
        var _ = DirectoryLayerWriter.write(files, out);
      }
      Descriptor blob =
          Descriptor.of(MediaTypes.OCI_LAYER_ZSTD, digesting.digest(), digesting.count());
      backend.put(blob, file);
      return blob;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// The digest of an id, as directories of the store are named.
  static String name(String id) {
    return Digest.sha256(id.getBytes(StandardCharsets.UTF_8)).hex();
  }
}
