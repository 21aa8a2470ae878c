package dev.slipway.engine.container;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a container's own files are beside those of its image. The files that every container gets
/// from us (`/etc/hosts` and the like, `/dev`) are none of its changes.
final class ContainerChanges {
  private static final Set<ImagePath> GIVEN =
      Set.of(
          ImagePath.of("/etc/hosts"),
          ImagePath.of("/etc/hostname"),
          ImagePath.of("/etc/resolv.conf"),
          ImagePath.of("/dev"),
          ImagePath.of("/proc"),
          ImagePath.of("/sys"));
  private static final ImagePath DEVICES = ImagePath.of("/dev");

  private final FileTree image;
  private final LayerIndex own;
  private final Set<ImagePath> given = new HashSet<>();

  /// @param image what the container was made of
  /// @param own the index of its upper directory
  ContainerChanges(FileTree image, LayerIndex own) throws IOException {
    this.image = image;
    this.own = own;
    findGiven();
  }

  /// From the bottom up, so that a directory that only holds what is given is seen to do so.
  private void findGiven() throws IOException {
    Map<ImagePath, Boolean> onlyGiven = new HashMap<>();
    for (LayerEntry entry : own.sortedEntries().reversed()) {
      ImagePath path = entry.path();
      boolean kept;
      if (entry.kind() == EntryKind.OPAQUE || !entry.kind().isReal()) {
        kept = true;
      } else if (GIVEN.contains(path) || path.startsWith(DEVICES)) {
        kept = !isPlaceholder(entry, onlyGiven.getOrDefault(path, true));
      } else {
        kept = !(entry.isDirectory() && onlyGiven.getOrDefault(path, false) && isUntouched(entry));
      }
      if (!kept) {
        given.add(path);
      }
      onlyGiven.merge(path.parent(), !kept, Boolean::logicalAnd);
    }
  }

  /// An empty file or directory that the image does not have: something was mounted over it.
  private boolean isPlaceholder(LayerEntry entry, boolean onlyGivenBelow) throws IOException {
    if (image.lookup(entry.path()) != null) {
      return entry.isDirectory() && onlyGivenBelow && isUntouched(entry);
    }
    return entry.isDirectory()
        ? onlyGivenBelow
        : entry.kind() == EntryKind.FILE && entry.size() == 0;
  }

  /// Whether a directory is here only because something in it is.
  private boolean isUntouched(LayerEntry directory) throws IOException {
    FileTree.Node below = image.lookup(directory.path());
    return below == null
        || (below.isDirectory()
            && below.entry().mode() == directory.mode()
            && below.entry().uid() == directory.uid()
            && below.entry().gid() == directory.gid());
  }

  boolean isOwn(LayerEntry entry) {
    return !given.contains(entry.path());
  }

  /// `A /new`, `C /changed`, `D /gone`, by path.
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (LayerEntry entry : own.sortedEntries()) {
      if (entry.path().isRoot() || entry.kind() == EntryKind.OPAQUE || !isOwn(entry)) {
        continue;
      }
      boolean before = image.lookup(entry.path()) != null;
      String letter = !entry.kind().isReal() ? "D" : before ? "C" : "A";
      lines.add(letter + " " + entry.path());
    }
    return lines;
  }
}
