package dev.slipway.builder.copy;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.LayerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files that a copy reads: a build context, or what a stage or an image ends with.
public interface SourceFiles {

  /// A file, directory or link.
  ///
  /// @param entry its attributes; never a hard link
  /// @param sharing equal for the names of one file, null where it has one name only
  record Node(ImagePath path, LayerEntry entry, @Nullable Object sharing) {}

  /// What is at exactly this path; no symlink is followed.
  @Nullable Node lookup(ImagePath path) throws IOException;

  /// What stands directly in a directory, by name.
  List<Node> children(Node directory) throws IOException;

  InputStream open(Node file) throws IOException;

  /// The digest of a regular file's bytes, where it is known without reading them.
  Optional<Digest> knownDigest(Node file);

  /// Tells the digest of bytes that were read for another reason.
  void learned(Node file, Digest digest);

  /// Why nothing is found at a path that may be expected to be there; null where there is no more
  /// to say.
  @Nullable String hint(ImagePath missing);
}
