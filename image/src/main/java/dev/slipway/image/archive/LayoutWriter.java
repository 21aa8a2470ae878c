package dev.slipway.image.archive;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.Blobs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Writes an OCI image layout, as an archive or as a directory. The same layout gives the same
/// bytes: entries are sorted and have neither times nor owners.
public final class LayoutWriter {
  private static final byte[] VERSION =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8);

  private final Blobs blobs;

  /// What a layout holds.
  ///
  /// @param blobs everything that the index leads to
  /// @param index the bytes of `index.json`
  /// @param documents further files beside it, by name
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  public record Layout(SortedSet<Digest> blobs, byte[] index, Map<String, byte[]> documents) {
    /// The small files by name.
    NavigableMap<String, byte[]> files() {
      var files = new TreeMap<>(documents);
      files.put("index.json", index);
      files.put("oci-layout", VERSION);
      return files;
    }
  }

  public LayoutWriter(Blobs blobs) {
    this.blobs = blobs;
  }

  public void writeArchive(Layout layout, OutputStream sink) throws IOException {
    var tar = new LayerTarWriter(sink);
    tar.add(LayerEntry.directory(ImagePath.of("/blobs"), 0755), null);
    tar.add(LayerEntry.directory(ImagePath.of("/blobs/sha256"), 0755), null);
    for (Digest digest : layout.blobs()) {
      ImagePath path = ImagePath.of("/" + ArchiveContent.blobPath(digest));
      try (InputStream blob = blobs.open(digest)) {
        tar.add(LayerEntry.file(path, 0644, blobs.size(digest)), blob);
      }
    }
    for (var file : layout.files().entrySet()) {
      byte[] content = file.getValue();
      tar.add(
          LayerEntry.file(ImagePath.of("/" + file.getKey()), 0644, content.length),
          new ByteArrayInputStream(content));
    }
    tar.finish();
  }

  /// Adds to what is in the directory: blobs that are there stay, the index is replaced last.
  public void writeDirectory(Layout layout, Path directory) throws IOException {
    Files.createDirectories(directory.resolve("blobs/sha256"));
    for (Digest digest : layout.blobs()) {
      Path target = directory.resolve(ArchiveContent.blobPath(digest));
      if (!Files.exists(target) || Files.size(target) != blobs.size(digest)) {
        Path unfinished = target.resolveSibling("." + digest.hex());
        Files.copy(blobs.path(digest), unfinished, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    var files = layout.files();
    for (var file : files.descendingMap().entrySet()) {
      Path unfinished = directory.resolve("." + file.getKey());
      Files.write(unfinished, file.getValue());
      Files.move(unfinished, directory.resolve(file.getKey()), StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
