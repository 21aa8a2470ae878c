package dev.slipway.builder.export;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.FileTree.Node;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `type=tar`: the files of stages as one archive, with their owners.
final class TarOutput implements Closeable {
  private final LayerTarWriter tar;

  TarOutput(OutputStream sink) {
    this.tar = new LayerTarWriter(sink);
  }

  /// @param below the directory of the archive that the files stand in
  /// @param epoch the time of every file; null is its own
  void add(FileTree tree, ImagePath below, @Nullable Instant epoch) throws IOException {
    if (!below.isRoot()) {
      tar.add(timed(LayerEntry.directory(below, 0755), epoch), null);
    }
    add(tree, ImagePath.ROOT, below, epoch, new FileNames());
  }

  private void add(
      FileTree tree, ImagePath directory, ImagePath below, @Nullable Instant epoch, FileNames names)
      throws IOException {
    for (Node node : tree.children(directory)) {
      ImagePath path = node.path().rebase(ImagePath.ROOT, below);
      ImagePath first = names.earlier(node);
      LayerEntry entry = timed(node.entry().withPath(path), epoch);
      if (first != null) {
        tar.add(FileNames.link(entry, path, first.rebase(ImagePath.ROOT, below)), null);
      } else if (entry.kind() == EntryKind.FILE) {
        try (InputStream data = tree.open(node)) {
          tar.add(entry, data);
        }
      } else {
        tar.add(entry, null);
      }
      if (node.isDirectory()) {
        add(tree, node.path(), below, epoch, names);
      }
    }
  }

  void add(ImagePath path, byte[] content, @Nullable Instant epoch) throws IOException {
    LayerEntry entry = LayerEntry.file(path, 0644, content.length);
    tar.add(timed(entry, epoch), new ByteArrayInputStream(content));
  }

  private static LayerEntry timed(LayerEntry entry, @Nullable Instant epoch) {
    return epoch == null ? entry : entry.withTime(epoch.getEpochSecond(), 0);
  }

  /// Ends the archive; the sink stays open.
  @Override
  public void close() throws IOException {
    tar.finish();
  }
}
