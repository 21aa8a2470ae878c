package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A layer as a directory in overlay form: an overlay's upper directory or an extracted layer.
public final class DirectoryLayer implements LayerSource {
  private final Path directory;
  private @Nullable LayerIndex index;

  public DirectoryLayer(Path directory) {
    this.directory = directory;
  }

  /// With an index that is known already.
  public DirectoryLayer(Path directory, LayerIndex index) {
    this.directory = directory;
    this.index = index;
  }

  public Path directory() {
    return directory;
  }

  /// Read from the directory on the first call, and kept.
  @Override
  public synchronized LayerIndex index() throws IOException {
    LayerIndex known = index;
    if (known == null) {
      var builder = new LayerIndexBuilder();
      OverlayDirectory.walk(directory, (entry, _, _) -> builder.add(entry));
      known = builder.build();
      index = known;
    }
    return known;
  }

  @Override
  public InputStream open(LayerEntry entry) throws IOException {
    ImagePath path = entry.path();
    try (DirectoryHandle root = DirectoryHandle.open(directory);
        DirectoryHandle parent = root.openBeneath(path.parent().relativeBytes())) {
      return parent.openFile(path.name()).inputStream();
    }
  }
}
