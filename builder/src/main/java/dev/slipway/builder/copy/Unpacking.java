package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import java.io.IOException;
import java.util.function.UnaryOperator;

/// Unpacks an archive into a directory of a layer, entry by entry, as `tar` does.
///
/// The directory is the archive's root: its links and those that were there before are followed
/// inside of it, an absolute one from it, and none leads out.
final class Unpacking {
  private final LayerDraft draft;
  private final ImagePath root;
  private final LayerEntry implied;
  private final UnaryOperator<LayerEntry> owned;

  /// @param implied what a directory is made as that is only in the names of files
  /// @param owned gives an entry its owner
  Unpacking(LayerDraft draft, ImagePath root, LayerEntry implied, UnaryOperator<LayerEntry> owned) {
    this.draft = draft;
    this.root = root;
    this.implied = implied;
    this.owned = owned;
  }

  void add(Archive archive) throws IOException {
    for (LayerEntry entry : archive.entries()) {
      if (!entry.path().isRoot()) {
        add(archive, entry);
      }
    }
  }

  private void add(Archive archive, LayerEntry entry) throws IOException {
    ImagePath path = place(entry.path());
    draft.makeDirectories(path.parent(), implied);
    if (entry.kind() == EntryKind.HARD_LINK) {
      link(path, entry);
    } else {
      LayerEntry moved = entry.withPath(path).withTime(entry.mtimeSeconds(), 0);
      draft.put(owned.apply(moved), archive.data(entry), null);
    }
  }

  /// Where a name of the archive is in the layer.
  private ImagePath place(ImagePath name) throws IOException {
    return LinkFollowing.followParentInside(
            path -> draft.at(path.rebase(ImagePath.ROOT, root)), name)
        .rebase(ImagePath.ROOT, root);
  }

  private void link(ImagePath path, LayerEntry entry) throws IOException {
    ImagePath file = place(entry.linkTarget().path());
    if (!draft.link(file, path)) {
      throw BuildException.of(
          "the archive has a hard link " + path + " to " + file + ", which is not there",
          "make the archive again with the file that the link names");
    }
  }
}
