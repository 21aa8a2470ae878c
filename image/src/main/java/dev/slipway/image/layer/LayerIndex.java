package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What stands where in a layer.
@SuppressWarnings("DoNotCallSuggester")
public final class LayerIndex {
  private LayerIndex() {}

  /// Reads a layer's tar to its end.
  public static LayerIndex scan(InputStream tar, ArchiveOrigin origin) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Reads only the headers of an uncompressed tar file.
  public static LayerIndex scan(Path tar, ArchiveOrigin origin) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Reads what [#write] wrote; damage is an error.
  public static LayerIndex read(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }

  public void write(Path file) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Every entry in the order of the tar; of several with one path only the last.
  public List<LayerEntry> entries() {
    throw new UnsupportedOperationException();
  }

  /// The file, directory or link at `path`; whiteouts are not found.
  public Optional<LayerEntry> find(ImagePath path) {
    throw new UnsupportedOperationException();
  }

  /// What stands directly in `directory`, by name; without whiteouts.
  public List<LayerEntry> children(ImagePath directory) {
    throw new UnsupportedOperationException();
  }

  /// Whether a whiteout hides `path` itself.
  public boolean whitesOut(ImagePath path) {
    throw new UnsupportedOperationException();
  }

  /// Whether `directory` hides what the layers below have in it.
  public boolean isOpaque(ImagePath directory) {
    throw new UnsupportedOperationException();
  }

  /// The entry with the attributes and data: of a hard link its target's (under the link's own
  /// path), else itself.
  public LayerEntry resolveLink(LayerEntry entry) {
    throw new UnsupportedOperationException();
  }

  /// Docker's SIZE: the bytes of all regular files, hard links counted once.
  public long fileBytes() {
    throw new UnsupportedOperationException();
  }

  public boolean isEmpty() {
    throw new UnsupportedOperationException();
  }
}
