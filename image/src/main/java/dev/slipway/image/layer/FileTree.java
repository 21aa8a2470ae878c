package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stack of layers shows, without any mount.
@SuppressWarnings("DoNotCallSuggester")
public final class FileTree {
  /// A file, directory or link of the tree.
  ///
  /// @param entry its attributes; never a hard link, but what the link stands for
  public record Node(ImagePath path, LayerEntry entry, LayerSource source) {}

  /// Where a path leads.
  ///
  /// @param path the path without any symlink in it; what is missing stands at its end as asked
  /// @param node what is there, if anything is
  public record Resolution(ImagePath path, @Nullable Node node) {}

  private FileTree() {}

  public static FileTree of(List<? extends LayerSource> bottomFirst) {
    throw new UnsupportedOperationException();
  }

  /// What is at exactly this path; no symlink is followed.
  public @Nullable Node lookup(ImagePath path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Follows every symlink, also the last, inside the root.
  public Resolution resolve(ImagePath path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Follows every symlink but the last component.
  public Resolution resolveParent(ImagePath path) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// What stands directly in `directory`, by name.
  public List<Node> children(ImagePath directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// `directory` and everything below it, each directory before what it contains.
  public List<Node> subtree(ImagePath directory) throws IOException {
    throw new UnsupportedOperationException();
  }

  public InputStream open(Node file) throws IOException {
    throw new UnsupportedOperationException();
  }
}
