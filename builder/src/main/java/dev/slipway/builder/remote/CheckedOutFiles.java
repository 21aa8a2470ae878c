package dev.slipway.builder.remote;

import dev.slipway.builder.context.DirectoryContext;
import dev.slipway.builder.context.Fingerprints;
import dev.slipway.builder.copy.ContentHash;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A checked out directory with one time for all its files, and with the modes that Git knows.
final class CheckedOutFiles implements SourceFiles {
  private static final IgnoreRules NO_GIT = IgnoreRules.of(List.of("**/.git"));

  private final DirectoryContext files;
  private final long seconds;

  CheckedOutFiles(Path root, long seconds, boolean keepGitDirectory) throws IOException {
    this.files = DirectoryContext.open(root, keepGitDirectory ? null : NO_GIT, Fingerprints.none());
    this.seconds = seconds;
  }

  private Node plain(Node node) {
    LayerEntry entry = node.entry().withTime(seconds, 0);
    boolean executable = entry.isDirectory() || (entry.mode() & 0100) != 0;
    LayerEntry moded =
        entry.kind() == EntryKind.SYMLINK ? entry : entry.withMode(executable ? 0755 : 0644);
    return new Node(node.path(), moded, node.sharing(), node.origin());
  }

  @Override
  public @Nullable Node lookup(ImagePath path) throws IOException {
    Node node = files.lookup(path);
    return node == null ? null : plain(node);
  }

  @Override
  public List<Node> children(Node directory) throws IOException {
    var children = new ArrayList<Node>();
    for (Node child : files.children(directory)) {
      children.add(plain(child));
    }
    return children;
  }

  @Override
  public InputStream open(Node file) throws IOException {
    return files.open(file);
  }

  @Override
  public @Nullable ContentHash knownHash(Node file) {
    return files.knownHash(file);
  }

  @Override
  public void learned(Node file, ContentHash hash) {
    files.learned(file, hash);
  }

  @Override
  public @Nullable String hint(ImagePath missing) {
    return null;
  }
}
