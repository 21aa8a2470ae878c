package dev.slipway.image.layer;

import dev.slipway.linux.OpenFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.function.Predicate;

/// Writes a directory in overlay form (an overlay's upper directory) as a layer's tar, sorted by
/// path.
public final class DirectoryLayerWriter {
  private DirectoryLayerWriter() {}

  /// @param sink gets large pieces and is flushed, not closed
  /// @throws dev.slipway.image.ImageException the directory holds what a layer cannot
  public static LayerIndex write(Path upper, OutputStream sink) throws IOException {
    return write(upper, sink, _ -> true);
  }

  /// As [#write(Path, OutputStream)], of the entries that `wanted` takes.
  public static LayerIndex write(Path upper, OutputStream sink, Predicate<LayerEntry> wanted)
      throws IOException {
    // Not closed: the sink is the caller's.
    @SuppressWarnings("resource")
    var tar = new LayerTarWriter(sink);
    OverlayDirectory.walk(
        upper,
        (entry, parent, name) -> {
          if (!wanted.test(entry)) {
            return;
          }
          if (entry.kind() == EntryKind.FILE && entry.size() > 0) {
            try (OpenFile file = parent.openFile(name)) {
              tar.add(entry, file.inputStream());
            }
          } else {
            tar.add(entry, null);
          }
        });
    return tar.finish();
  }
}
