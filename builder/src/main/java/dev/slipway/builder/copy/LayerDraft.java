package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EarlierTar;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileSums;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A layer before its tar is written: entries over the files of the layers below.
final class LayerDraft {
  private final FileTree base;
  private final TreeMap<ImagePath, Planned> entries = new TreeMap<>();

  /// Directories at and above which no file or link is planned. With one, those above it.
  private final Set<ImagePath> open = new HashSet<>();

  private final Set<ImagePath> absent = new HashSet<>();

  LayerDraft(FileTree base) {
    this.base = base;
  }

  /// The bytes of a planned file.
  @FunctionalInterface
  interface Data {
    InputStream open() throws IOException;

    /// The hash of the bytes as far as it is known now.
    default @Nullable ContentHash hash() {
      return null;
    }
  }

  /// An entry to be written.
  ///
  /// @param data of a regular file
  /// @param sharing equal for the names of one file, null where it has one name only
  private record Planned(LayerEntry entry, @Nullable Data data, @Nullable Object sharing) {}

  /// What a later step would find at exactly this path.
  @Nullable LayerEntry at(ImagePath path) throws IOException {
    Planned planned = isBehindAll(path) ? null : entries.get(path);
    if (planned != null) {
      return planned.entry();
    }
    if (!path.isRoot() && isHidden(path)) {
      return null;
    }
    FileTree.Node node = below(path);
    return node == null ? null : node.entry();
  }

  /// What the layers below have there. Below what they do not have there is nothing either.
  private FileTree.@Nullable Node below(ImagePath path) throws IOException {
    FileTree.Node node =
        !path.isRoot() && absent.contains(path.parent()) ? null : base.lookup(path);
    if (node == null) {
      absent.add(path);
    }
    return node;
  }

  /// A planned file or link stands where the layers below have a directory.
  private boolean isHidden(ImagePath path) {
    List<ImagePath> passed = new ArrayList<>();
    for (ImagePath above = path.parent(); !above.isRoot(); above = above.parent()) {
      Planned planned = entries.get(above);
      if (planned != null && !planned.entry().isDirectory()) {
        return true;
      }
      if (open.contains(above)) {
        break;
      }
      passed.add(above);
    }
    open.addAll(passed);
    return false;
  }

  ImagePath follow(ImagePath path) throws IOException {
    return LinkFollowing.follow(this::at, path);
  }

  ImagePath followParent(ImagePath path) throws IOException {
    return LinkFollowing.followParent(this::at, path);
  }

  /// Makes a directory and those above it, as far as they are missing, with the attributes of
  /// `model`.
  void makeDirectories(ImagePath path, LayerEntry model) throws IOException {
    if (path.isRoot()) {
      return;
    }
    LayerEntry present = at(path);
    if (present == null) {
      makeDirectories(path.parent(), model);
      put(model.withPath(path));
    } else if (!present.isDirectory()) {
      throw BuildException.of("mkdir " + path + ": not a directory");
    }
  }

  void put(LayerEntry entry) {
    put(entry, null, null);
  }

  /// Plans an entry, in place of what was planned at its path and, unless it is a directory, below.
  void put(LayerEntry entry, @Nullable Data data, @Nullable Object sharing) {
    if (!entry.isDirectory()) {
      remove(entry.path());
      if (open.contains(entry.path())) {
        open.clear();
      }
    }
    entries.put(entry.path(), new Planned(entry, data, sharing));
  }

  /// Sources are sorted: mostly nothing comes behind.
  private boolean isBehindAll(ImagePath path) {
    return entries.isEmpty() || entries.lastKey().compareTo(path) < 0;
  }

  private void remove(ImagePath path) {
    if (isBehindAll(path)) {
      return;
    }
    entries.tailMap(path, true).keySet().removeIf(each -> each.startsWith(path));
  }

  /// Brings a file of the layers below into this layer, so that a hard link can name it.
  boolean copyUp(ImagePath path) throws IOException {
    Planned planned = entries.get(path);
    if (planned != null) {
      return !planned.entry().isDirectory();
    }
    FileTree.Node node = base.lookup(path);
    if (node == null || node.entry().isDirectory()) {
      return false;
    }
    put(node.entry().withPath(path), () -> base.open(node), null);
    return true;
  }

  /// Plans another name of a file: both are one in the layer, whatever comes to stand at either
  /// name.
  ///
  /// @return false where there is no file
  boolean link(ImagePath file, ImagePath name) throws IOException {
    if (!copyUp(file)) {
      return false;
    }
    Planned target = Objects.requireNonNull(entries.get(file));
    Object sharing = target.sharing() == null ? new Object() : target.sharing();
    entries.put(file, new Planned(target.entry(), target.data(), sharing));
    put(target.entry().withPath(name), target.data(), sharing);
    return true;
  }

  /// Writes the tar: by path, with an entry for every directory above an entry, whose attributes
  /// are those that it has below. The same plan gives the same bytes.
  ///
  /// @param earlier a layer that may have much of it already; null is none
  WrittenLayer write(OutputStream sink, @Nullable EarlierTar earlier) throws IOException {
    addParents();
    var tar = new LayerTarWriter(sink);
    var sums = new FileSums.Draft();
    Map<Object, ImagePath> firstNames = new HashMap<>();
    for (Planned planned : entries.values()) {
      write(tar, inTar(planned, firstNames), sums, earlier);
    }
    return new WrittenLayer(tar.finish(), sums.finish());
  }

  /// Whether `earlier` is what [#write] would write, times included.
  boolean isWritten(EarlierTar earlier) throws IOException {
    addParents();
    Map<Object, ImagePath> firstNames = new HashMap<>();
    for (Planned planned : entries.values()) {
      Planned written = inTar(planned, firstNames);
      ContentHash hash = written.data() == null ? null : written.data().hash();
      if (!earlier.has(written.entry(), hash == null ? null : hash.bytes())) {
        return false;
      }
    }
    return entries.size() == earlier.size();
  }

  private void addParents() throws IOException {
    for (ImagePath path : entries.keySet().toArray(ImagePath[]::new)) {
      for (ImagePath above = path.parent();
          !above.isRoot() && !entries.containsKey(above);
          above = above.parent()) {
        LayerEntry present = at(above);
        entries.put(
            above,
            new Planned(
                present == null ? LayerEntry.directory(above, 0755) : present.withPath(above),
                null,
                null));
      }
    }
  }

  /// A further name of a file is a link to its first.
  private static Planned inTar(Planned planned, Map<Object, ImagePath> firstNames) {
    LayerEntry entry = planned.entry();
    ImagePath first =
        planned.sharing() == null ? null : firstNames.putIfAbsent(planned.sharing(), entry.path());
    return first == null ? planned : new Planned(hardLink(entry, first), null, null);
  }

  private static void write(
      LayerTarWriter tar, Planned planned, FileSums.Draft sums, @Nullable EarlierTar earlier)
      throws IOException {
    LayerEntry entry = planned.entry();
    if (planned.data() == null || entry.kind() != EntryKind.FILE) {
      add(tar, entry, earlier);
    } else {
      add(tar, entry, planned.data(), earlier);
      ContentHash hash = planned.data().hash();
      sums.add(hash == null ? null : hash.bytes());
    }
  }

  private static void add(LayerTarWriter tar, LayerEntry entry, @Nullable EarlierTar earlier)
      throws IOException {
    if (earlier == null || !tar.addFrom(earlier, entry, null)) {
      tar.add(entry, null);
    }
  }

  private static void add(
      LayerTarWriter tar, LayerEntry entry, Data data, @Nullable EarlierTar earlier)
      throws IOException {
    ContentHash hash = earlier == null ? null : data.hash();
    if (earlier == null || hash == null || !tar.addFrom(earlier, entry, hash.bytes())) {
      try (InputStream bytes = data.open()) {
        tar.add(entry, bytes);
      }
    }
  }

  private static LayerEntry hardLink(LayerEntry file, ImagePath target) {
    return LayerEntry.hardLink(file.path(), target)
        .withMode(file.mode())
        .withOwner(file.uid(), file.gid())
        .withTime(file.mtimeSeconds(), file.mtimeNanos());
  }
}
