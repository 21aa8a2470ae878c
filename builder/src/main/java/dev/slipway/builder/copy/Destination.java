package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.copy.Selection.Item;
import dev.slipway.builder.copy.Selection.Source;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Docker's rules of where sources go:
///
/// - the destination's own links are followed: `COPY app /bin/` ends in `/usr/bin` where `/bin` is
///   a link to it; the links in a directory that is copied into are not;
/// - a directory gives its content, a file goes into a directory that is there or ends in `/`;
/// - directories that are missing are made, mode 0755, owned as `--chown` says, else by root.
final class Destination {
  private final LayerDraft draft;
  private final CopyTarget request;
  private final FileHasher hasher = new FileHasher();

  /// The last source, where that is a file and went to the very destination.
  private @Nullable ImagePath written;

  Destination(LayerDraft draft, CopyTarget request) {
    this.draft = draft;
    this.request = request;
  }

  void add(Selection selection) throws IOException {
    for (int i = 0; i < selection.sources().size(); i++) {
      Source source = selection.sources().get(i);
      Optional<Archive> archive = archive(source);
      if (archive.isPresent()) {
        unpack(source, archive.get());
      } else {
        add(source, i);
      }
    }
  }

  /// Docker writes one file over the other.
  private void checkOverwriting(Source source, ImagePath target) {
    if (written != null && target.equals(written)) {
      throw BuildException.of(
          "when using COPY with more than one source file, the destination must be a directory and end"
              + " with a /",
          "write " + request.destination() + "/");
    }
    written = source.isDirectory() ? null : target;
  }

  private ImagePath path() {
    return ImagePath.of(request.destination());
  }

  private void add(Source source, int number) throws IOException {
    ImagePath target = draft.follow(path());
    LayerEntry model = directory(source.root().entry());
    if (request.destination().endsWith("/")) {
      draft.makeDirectories(target, model);
    }
    LayerEntry present = draft.at(target);
    if (source.isDirectory()) {
      if (present != null && !present.isDirectory()) {
        throw BuildException.of("cannot copy to non-directory: " + target);
      }
      draft.makeDirectories(target.parent(), model);
      draft.makeDirectories(target, model);
    }
    if (!source.isDirectory() && present != null && present.isDirectory()) {
      target = target.child(source.name()); // In a directory the last of a name is meant.
    } else {
      checkOverwriting(source, target);
    }
    draft.makeDirectories(target.parent(), model);
    for (Item item : source.items()) {
      if (!(item.relative().isRoot() && source.isDirectory())) {
        put(source, item, item.relative().rebase(ImagePath.ROOT, target), number);
      }
    }
  }

  private void put(Source source, Item item, ImagePath path, int number) throws IOException {
    LayerEntry entry = item.node().entry();
    LayerEntry present = draft.at(path);
    if (present != null && entry.isDirectory() != present.isDirectory()) {
      throw BuildException.of(
          entry.isDirectory()
              ? "cannot copy to non-directory: " + path
              : "cannot replace to directory " + path + " with file");
    }
    LayerEntry planned = withMode(owned(entry.withPath(path))).withTime(entry.mtimeSeconds(), 0);
    if (entry.kind() == EntryKind.FILE) {
      Object sharing = item.node().sharing();
      draft.put(
          planned.withData(entry.size(), -1),
          new SourceData(source.files(), item.node(), hasher),
          sharing == null ? null : new Shared(number, sharing));
    } else {
      draft.put(planned);
    }
  }

  /// A file of a source.
  private record SourceData(SourceFiles files, SourceFiles.Node node, FileHasher hasher)
      implements LayerDraft.Data {
    @Override
    public InputStream open() throws IOException {
      return LearningInput.open(files, node, hasher);
    }

    @Override
    public @Nullable ContentHash hash() {
      return files.knownHash(node);
    }
  }

  /// Two sources that are one file are two in the layer.
  private record Shared(int source, Object file) {}

  private LayerEntry owned(LayerEntry entry) {
    return request.owner() == null
        ? entry
        : entry.withOwner(request.owner().uid(), request.owner().gid());
  }

  private LayerEntry withMode(LayerEntry entry) {
    return request.mode() == null || entry.kind() == EntryKind.SYMLINK
        ? entry
        : entry.withMode(request.mode().apply(entry.mode(), entry.isDirectory()));
  }

  /// What a missing directory is made as; its time is the source's, because now is no input.
  private LayerEntry directory(LayerEntry source) {
    int mode = request.mode() == null ? 0755 : request.mode().ofMadeDirectories();
    LayerEntry directory =
        LayerEntry.directory(ImagePath.ROOT, request.link() ? 0755 : mode)
            .withTime(source.mtimeSeconds(), 0);
    return request.link() ? directory : owned(directory);
  }

  private Optional<Archive> archive(Source source) throws IOException {
    return source.unpack() && source.root().entry().kind() == EntryKind.FILE
        ? request.archives().open(source.files(), source.root())
        : Optional.empty();
  }

  /// Directories that are only in the names of files are root's, whatever `--chown` says.
  private void unpack(Source source, Archive archive) throws IOException {
    ImagePath root = draft.follow(path());
    LayerEntry model = directory(source.root().entry());
    draft.makeDirectories(root, model);
    LayerEntry implied =
        LayerEntry.directory(ImagePath.ROOT, 0755).withTime(model.mtimeSeconds(), 0);
    new Unpacking(draft, root, implied, this::owned).add(archive);
  }
}
