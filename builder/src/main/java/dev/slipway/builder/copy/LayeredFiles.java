package dev.slipway.builder.copy;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a stage or an image ends with, to be copied from.
public final class LayeredFiles implements SourceFiles {
  private final FileTree tree;
  private final IdentityHashMap<LayerSource, Integer> layers = new IdentityHashMap<>();
  private final Map<ImagePath, ContentHash> hashes = new ConcurrentHashMap<>();

  public LayeredFiles(FileTree tree) {
    this.tree = tree;
  }

  /// The names of one file stand in one layer.
  private record LayerFile(int layer, ImagePath first) {}

  @Override
  public @Nullable Node lookup(ImagePath path) throws IOException {
    FileTree.Node node = tree.lookup(path);
    return node == null ? null : node(node);
  }

  @Override
  public List<Node> children(Node directory) throws IOException {
    var children = new ArrayList<Node>();
    for (FileTree.Node child : tree.children(directory.path())) {
      children.add(node(child));
    }
    return children;
  }

  private Node node(FileTree.Node node) throws IOException {
    return new Node(node.path(), node.entry(), sharing(node), node);
  }

  private @Nullable Object sharing(FileTree.Node node) throws IOException {
    LayerSource source = node.source();
    if (source == null || node.entry().kind() != EntryKind.FILE) {
      return null;
    }
    Optional<LayerEntry> entry = source.index().find(node.path());
    ImagePath first =
        entry
            .filter(each -> each.kind() == EntryKind.HARD_LINK)
            .map(each -> each.linkTarget().path())
            .orElse(node.path());
    synchronized (layers) {
      int layer = layers.computeIfAbsent(source, _ -> layers.size());
      return new LayerFile(layer, first);
    }
  }

  @Override
  public InputStream open(Node file) throws IOException {
    return tree.open((FileTree.Node) Objects.requireNonNull(file.origin()));
  }

  @Override
  public @Nullable ContentHash knownHash(Node file) {
    return hashes.get(file.path());
  }

  @Override
  public void learned(Node file, ContentHash hash) {
    hashes.put(file.path(), hash);
  }

  @Override
  public @Nullable String hint(ImagePath missing) {
    return null;
  }
}
