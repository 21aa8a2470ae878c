package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.OpenFile;
import java.io.IOException;
import java.io.OutputStream;

/// Writes files of an ordinary directory as a tar. They are read through open directories, so that
/// no symbolic link leads anywhere else.
public final class DirectoryTar {
  private DirectoryTar() {}

  /// Writes one child, with all that is below it.
  ///
  /// @param as what the child is called in the tar
  /// @param sink is flushed, not closed
  public static void writeChild(
      DirectoryHandle parent, byte[] name, ImagePath as, OutputStream sink) throws IOException {
    // Not closed: the sink is the caller's.
    @SuppressWarnings("resource")
    var tar = new LayerTarWriter(sink);
    OverlayDirectory.walkChild(parent, name, as, (entry, in, child) -> add(tar, entry, in, child));
    tar.finish();
  }

  /// Writes what is in a directory, and the directory itself as `as`.
  public static void writeDirectory(DirectoryHandle directory, ImagePath as, OutputStream sink)
      throws IOException {
    // Not closed: the sink is the caller's.
    @SuppressWarnings("resource")
    var tar = new LayerTarWriter(sink);
    FileStatus status = directory.status();
    tar.add(
        LayerEntry.directory(as, status.permissions())
            .withOwner(status.uid(), status.gid())
            .withTime(status.mtimeSeconds(), status.mtimeNanos()),
        null);
    OverlayDirectory.walkContent(directory, as, (entry, in, child) -> add(tar, entry, in, child));
    tar.finish();
  }

  private static void add(LayerTarWriter tar, LayerEntry entry, DirectoryHandle parent, byte[] name)
      throws IOException {
    if (entry.kind() == EntryKind.FILE && entry.size() > 0) {
      try (OpenFile file = parent.openFile(name)) {
        tar.add(entry, file.inputStream());
      }
    } else {
      tar.add(entry, null);
    }
  }
}
