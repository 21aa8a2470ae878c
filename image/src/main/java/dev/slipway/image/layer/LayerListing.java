package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What has to be known of a layer to put files on it: what stands where, and the files that name
/// users and groups.
///
/// @param files the bytes of those of [#KEPT] that the layer has
public record LayerListing(LayerIndex index, Map<ImagePath, byte[]> files) {
  /// The files whose bytes a listing has.
  public static final List<ImagePath> KEPT =
      List.of(ImagePath.of("/etc/passwd"), ImagePath.of("/etc/group"));

  private static final long LARGEST = 1 << 20;

  /// Copies the map.
  public LayerListing {
    files = Map.copyOf(files);
  }

  /// Reads a layer's tar to its end, once.
  ///
  /// @throws ImageException the tar is damaged, cut off or refused
  public static LayerListing scan(InputStream tar, ArchiveOrigin origin) throws IOException {
    var reader = new TarReader(tar, origin); // Who gave the stream closes it.
    var builder = new LayerIndexBuilder();
    Map<ImagePath, byte[]> files = new HashMap<>();
    for (LayerEntry entry = reader.next(); entry != null; entry = reader.next()) {
      builder.add(entry);
      if (KEPT.contains(entry.path())) {
        keep(entry, reader, files);
      }
    }
    reader.drain();
    return new LayerListing(builder.build(), files);
  }

  /// Of several entries with one path the last counts.
  private static void keep(LayerEntry entry, TarReader reader, Map<ImagePath, byte[]> files)
      throws IOException {
    files.remove(entry.path());
    if (entry.kind() == EntryKind.FILE && entry.size() <= LARGEST) {
      files.put(entry.path(), reader.data().readAllBytes());
    }
  }
}
