package dev.slipway.builder.copy;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One file that stands in no directory: written in the Dockerfile, or fetched. It belongs to root.
public final class SingleFile implements SourceFiles {
  private final Node root;
  private final Node file;
  private final Content content;
  private volatile @Nullable ContentHash hash;

  /// The bytes of the file.
  @FunctionalInterface
  public interface Content {
    InputStream open() throws IOException;
  }

  /// @param seconds since 1970, the time of its last change
  public SingleFile(String name, int mode, long seconds, long size, Content content) {
    ImagePath path = ImagePath.ROOT.resolve(name);
    this.content = content;
    this.root =
        new Node(
            ImagePath.ROOT,
            LayerEntry.directory(ImagePath.ROOT, 0755).withTime(seconds, 0),
            null,
            null);
    this.file = new Node(path, LayerEntry.file(path, mode, size).withTime(seconds, 0), null, null);
  }

  /// Where the file is.
  public String path() {
    return file.path().toString();
  }

  @Override
  public @Nullable Node lookup(ImagePath path) {
    if (path.isRoot()) {
      return root;
    }
    return path.equals(file.path()) ? file : null;
  }

  @Override
  public List<Node> children(Node directory) {
    return List.of(file);
  }

  @Override
  public InputStream open(Node node) throws IOException {
    return content.open();
  }

  @Override
  public @Nullable ContentHash knownHash(Node node) {
    return node.entry().kind() == EntryKind.FILE ? hash : null;
  }

  @Override
  public void learned(Node node, ContentHash learned) {
    hash = learned;
  }

  @Override
  public @Nullable String hint(ImagePath missing) {
    return null;
  }
}
