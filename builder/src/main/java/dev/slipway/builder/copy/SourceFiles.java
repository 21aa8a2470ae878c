package dev.slipway.builder.copy;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files that a copy reads: a build context, or what a stage or an image ends with.
public interface SourceFiles {

  /// A file, directory or link.
  ///
  /// @param entry its attributes; never a hard link
  /// @param sharing equal for the names of one file, null where it has one name only
  /// @param origin what the source of the files knows it by
  record Node(
      ImagePath path, LayerEntry entry, @Nullable Object sharing, @Nullable Object origin) {}

  /// What is at exactly this path; no symlink is followed.
  @Nullable Node lookup(ImagePath path) throws IOException;

  /// What stands directly in a directory, by name.
  List<Node> children(Node directory) throws IOException;

  /// The bytes of a regular file, to be read in large pieces.
  InputStream open(Node file) throws IOException;

  /// The hash of a regular file's bytes; null where it is not known without reading them.
  @Nullable ContentHash knownHash(Node file);

  /// Whether somebody may write to the files while they are read.
  default boolean mayChange() {
    return false;
  }

  /// Tells the hash of bytes that were read for another reason.
  void learned(Node file, ContentHash hash);

  /// Why nothing is found at a path that may be expected to be there; null where there is no more
  /// to say.
  @Nullable String hint(ImagePath missing);
}
