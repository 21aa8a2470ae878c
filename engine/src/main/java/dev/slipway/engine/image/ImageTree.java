package dev.slipway.engine.image;

import dev.slipway.engine.image.ImageContents.Amount;
import dev.slipway.engine.image.ImageContents.FileSize;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.contents.PackageFiles;
import dev.slipway.image.contents.ProgramParts;
import dev.slipway.image.contents.Programs;
import dev.slipway.image.contents.Share;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.StoredImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Goes over an image's layers from the bottom, and tells what each adds, changes and removes.
final class ImageTree {
  private static final int MOST_PROGRAMS = 20;

  /// What names more files is not kept.
  private static final int MOST_NOTED = 1000;

  private final ImageStore store;
  private final int most;

  /// The size of each file that is there so far. A directory's files stand between its name with a
  /// slash and its name with the character after a slash.
  private final TreeMap<String, Held> there = new TreeMap<>();

  private final List<LayerSource> sources = new ArrayList<>();
  private long size;
  private long wasted;

  /// A file that is there.
  ///
  /// @param layer its number, from 0
  private record Held(LayerEntry entry, int layer) {
    long size() {
      return entry.size();
    }
  }

  /// @param most how many of a layer's files are named
  ImageTree(ImageStore store, int most) {
    this.store = store;
    this.most = most;
  }

  ImageContents of(String nameOrId) throws IOException {
    Image image =
        store.images().find(nameOrId).orElseThrow(() -> StoredImages.noSuchImage(nameOrId));
    var steps = new ArrayList<String>();
    for (HistoryEntry step : image.config().history()) {
      if (!step.emptyLayer()) {
        steps.add(step.createdBy());
      }
    }
    List<Digest> diffIds = image.config().diffIds();
    ImageContents known = noted(nameOrId, diffIds, steps);
    if (known != null) {
      return known;
    }
    var layers = new ArrayList<ImageContents.Layer>();
    for (Digest diffId : diffIds) {
      String step = layers.size() < steps.size() ? steps.get(layers.size()) : "";
      layers.add(layer(step, store.layers().index(diffId), layers.size()));
      sources.add(store.layers().source(diffId));
    }
    var contents = new ImageContents(nameOrId, size, wasted, layers, packages(), programs());
    if (!diffIds.isEmpty() && most <= MOST_NOTED) {
      byte[] note = new ContentsNote(most, diffIds, contents).encode();
      store.layers().keepContentsNote(diffIds.getLast(), note);
    }
    return contents;
  }

  /// What an earlier call has found.
  private @Nullable ImageContents noted(String name, List<Digest> diffIds, List<String> steps)
      throws IOException {
    byte[] note = diffIds.isEmpty() ? null : store.layers().contentsNote(diffIds.getLast());
    return note == null ? null : ContentsNote.decode(note, name, diffIds, steps, most);
  }

  private ImageContents.Layer layer(String step, LayerIndex index, int number) {
    Amount removed = removals(index);
    Amount added = Amount.NONE;
    Amount changed = Amount.NONE;
    var files = new ArrayList<FileSize>();
    for (LayerEntry entry : index.entries()) {
      if (entry.kind() != EntryKind.FILE) {
        continue;
      }
      String path = path(entry);
      Held before = there.put(path, new Held(entry, number));
      size += entry.size();
      if (before == null) {
        added = added.plus(entry.size());
      } else {
        changed = changed.plus(entry.size());
        wasted += before.size();
      }
      files.add(new FileSize(path, entry.size(), before != null));
    }
    files.sort((one, other) ->
        one.size() == other.size()
            ? one.path().compareTo(other.path())
            : Long.compare(other.size(), one.size()));
    List<FileSize> largest = files.subList(0, Math.min(most, files.size()));
    return new ImageContents.Layer(step, added, changed, removed, largest);
  }

  private static String path(LayerEntry entry) {
    return new String(entry.path().bytes(), StandardCharsets.UTF_8);
  }

  /// Whiteouts hide what is below, wherever they stand in the tar.
  private Amount removals(LayerIndex index) {
    Amount removed = Amount.NONE;
    for (LayerEntry entry : index.entries()) {
      if (entry.kind() == EntryKind.WHITEOUT || entry.kind() == EntryKind.OPAQUE) {
        String path = path(entry);
        Held file = entry.kind() == EntryKind.WHITEOUT ? there.remove(path) : null;
        if (file != null) {
          removed = removed.plus(file.size());
          wasted += file.size();
        }
        String directory = path.equals("/") ? "" : path;
        Map<String, Held> inside = there.subMap(directory + "/", directory + "0");
        for (Held each : inside.values()) {
          removed = removed.plus(each.size());
          wasted += each.size();
        }
        inside.clear();
      }
    }
    return removed;
  }

  private List<Share> packages() throws IOException {
    var packages = new PackageFiles();
    var sizes = new HashMap<String, Long>();
    for (Map.Entry<String, Held> file : there.entrySet()) {
      Held held = file.getValue();
      sizes.put(file.getKey(), held.size());
      if (PackageFiles.isRecord(file.getKey())) {
        try (InputStream record = sources.get(held.layer()).open(held.entry())) {
          String text = new String(record.readAllBytes(), StandardCharsets.UTF_8);
          packages.add(file.getKey(), text);
        }
      }
    }
    return packages.shares(sizes);
  }

  /// The largest programs that are there.
  private List<ProgramParts> programs() throws IOException {
    var candidates = new ArrayList<Map.Entry<String, Held>>();
    for (Map.Entry<String, Held> file : there.entrySet()) {
      if (Programs.maybe(file.getValue().entry())) {
        candidates.add(file);
      }
    }
    candidates.sort((one, other) -> Long.compare(other.getValue().size(), one.getValue().size()));
    var programs = new ArrayList<ProgramParts>();
    for (Map.Entry<String, Held> file : candidates) {
      if (programs.size() == Math.min(most, MOST_PROGRAMS)) {
        break;
      }
      Held held = file.getValue();
      ProgramParts parts = Programs.read(file.getKey(), sources.get(held.layer()), held.entry());
      if (parts != null) {
        programs.add(parts);
      }
    }
    return programs;
  }
}
