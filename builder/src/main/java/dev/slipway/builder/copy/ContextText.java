package dev.slipway.builder.copy;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.TarLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads single files, such as a Dockerfile, of a context that is fetched.
public final class ContextText {
  /// More than any Dockerfile has.
  private static final int MOST_BYTES = 64 << 20;

  private final SourceFiles files;

  private ContextText(SourceFiles files) {
    this.files = files;
  }

  /// The files of an archive where it is one, else the files themselves.
  public static ContextText of(CopySelector fetched, Archives archives) throws IOException {
    Optional<TarLayer> archive = archive(fetched, archives);
    return archive.isPresent()
        ? new ContextText(new LayeredFiles(FileTree.of(List.of(archive.get()))))
        : new ContextText(fetched.files());
  }

  private static Optional<TarLayer> archive(CopySelector fetched, Archives archives)
      throws IOException {
    SourceFiles.Node node = fetched.files().lookup(ImagePath.ROOT.resolve(fetched.path()));
    if (node == null || node.entry().kind() != EntryKind.FILE) {
      return Optional.empty();
    }
    Optional<Archive> archive = archives.open(fetched.files(), node);
    return archive.isEmpty() ? Optional.empty() : Optional.of(layer(archive.get().tar()));
  }

  private static TarLayer layer(Path tar) throws IOException {
    return new TarLayer(tar, LayerIndex.scan(tar, ArchiveOrigin.ARCHIVE));
  }

  /// Whether a single file is an archive.
  public static boolean isArchive(CopySelector fetched, Archives archives) throws IOException {
    SourceFiles.Node node = fetched.files().lookup(ImagePath.ROOT.resolve(fetched.path()));
    return node != null
        && node.entry().kind() == EntryKind.FILE
        && Archives.isArchive(fetched.files(), node);
  }

  /// The bytes of a file, symbolic links inside the context followed; empty where it is not there.
  public Optional<byte[]> read(String path) throws IOException {
    LinkFollowing.Lookup lookup =
        at -> {
          SourceFiles.Node node = files.lookup(at);
          return node == null ? null : node.entry();
        };
    ImagePath at = LinkFollowing.follow(lookup, ImagePath.ROOT.resolve(path));
    SourceFiles.Node node = files.lookup(at);
    if (node == null || node.entry().kind() != EntryKind.FILE) {
      return Optional.empty();
    }
    try (InputStream in = files.open(node)) {
      return Optional.of(in.readNBytes(MOST_BYTES));
    }
  }
}
