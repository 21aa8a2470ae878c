package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageNotFoundException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.IndexDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// `index.json`: the only list of names. Reading it needs no lock, because it is replaced whole.
///
/// An image whose last name is taken away stays as an entry without one, until it is removed.
public final class Names {
  private final Workspace workspace;
  private final StoredImages images;
  private final Path file;

  Names(Workspace workspace, StoredImages images) {
    this.workspace = workspace;
    this.images = images;
    this.file = workspace.root().resolve("index.json");
  }

  private static int order(NamedImage one, NamedImage other) {
    int byName = orderName(one).compareTo(orderName(other));
    return byName != 0 ? byName : one.manifest().compareTo(other.manifest());
  }

  private static String orderName(NamedImage image) {
    ImageReference reference = image.referenceOrNull();
    return reference == null ? "" : reference.full();
  }

  /// All entries, by name, those without one first.
  public List<NamedImage> list() throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return List.of();
    }
    List<NamedImage> entries = new ArrayList<>();
    for (Descriptor entry : parse(content)) {
      NamedImage named = NamedImage.of(entry);
      entries.add(named != null ? named : images.describe(entry));
    }
    return List.copyOf(entries);
  }

  private List<Descriptor> parse(byte[] content) {
    try {
      return IndexDocument.parse(content).manifests();
    } catch (ImageException damaged) {
      throw new ImageException(
          "the list of images is damaged: " + file + ": " + damaged.getMessage(),
          "move this file away: the store then begins without images, and load or build bring them"
              + " back");
    }
  }

  public Optional<NamedImage> find(ImageReference reference) throws IOException {
    return list().stream().filter(entry -> reference.equals(entry.referenceOrNull())).findFirst();
  }

  /// Gives `image` the name `reference`, taking it from the image that had it.
  public void tag(ImageReference reference, Image image) throws IOException {
    add(image, List.of(reference));
  }

  /// Gives `image` these names in one step; with none it becomes an image without a name.
  public void add(Image image, List<ImageReference> references) throws IOException {
    addAll(Map.of(image, references));
  }

  /// As [#add], for several images in one step.
  public void addAll(Map<Image, List<ImageReference>> images) throws IOException {
    for (List<ImageReference> references : images.values()) {
      references.forEach(Names::requireTagOrDigest);
    }
    List<NamedImage> now = list();
    if (areNamed(now, images)) {
      return;
    }
    Map<Image, NamedImage> described = new LinkedHashMap<>();
    for (Image image : images.keySet()) {
      described.put(image, describe(now, image));
    }
    update(before -> {
      List<NamedImage> entries = before;
      for (var image : described.entrySet()) {
        requireStillThere(entries, image.getKey());
        entries = named(entries, image.getValue(), images.getOrDefault(image.getKey(), List.of()));
      }
      return entries;
    });
  }

  /// Gives an index these names in one step.
  ///
  /// @param images all that it names
  public void addIndex(Descriptor index, List<Image> images, List<ImageReference> references)
      throws IOException {
    references.forEach(Names::requireTagOrDigest);
    NamedImage described = this.images.describeIndex(index);
    update(before -> {
      for (Image image : images) {
        requireStillThere(before, image);
      }
      return named(before, described, references);
    });
  }

  private static void requireTagOrDigest(ImageReference reference) {
    if (reference.tag().isEmpty() && reference.digest().isEmpty()) {
      throw new ImageException("a name in the store needs a tag or a digest: " + reference);
    }
  }

  /// Whether all is as it shall be, as after a build that had nothing to do.
  private static boolean areNamed(
      List<NamedImage> entries, Map<Image, List<ImageReference>> images) {
    for (var image : images.entrySet()) {
      Digest manifest = image.getKey().manifest().digest();
      Set<ImageReference> names = new HashSet<>();
      boolean there = false;
      for (NamedImage entry : entries) {
        if (entry.manifest().equals(manifest)) {
          there = true;
          entry.reference().ifPresent(names::add);
        }
      }
      if (!there || !names.containsAll(image.getValue())) {
        return false;
      }
    }
    return true;
  }

  private NamedImage describe(List<NamedImage> entries, Image image) throws IOException {
    for (NamedImage entry : entries) {
      if (entry.manifest().equals(image.manifest().digest())) {
        return entry.withReference(null);
      }
    }
    return images.describe(image);
  }

  /// Between the finding of an image and its naming another process may have removed it.
  private void requireStillThere(List<NamedImage> entries, Image image) throws IOException {
    if (entries.stream().noneMatch(entry -> entry.manifest().equals(image.manifest().digest()))
        && !images.claim(image)) {
      throw new ImageNotFoundException("No such image: " + image.id());
    }
  }

  private static List<NamedImage> named(
      List<NamedImage> entries, NamedImage image, List<ImageReference> references) {
    List<NamedImage> changed = new ArrayList<>();
    for (NamedImage entry : entries) {
      boolean same = entry.manifest().equals(image.manifest());
      boolean renamed = entry.reference().filter(references::contains).isPresent();
      boolean named = entry.reference().isPresent();
      if (renamed && !same) {
        changed.add(entry.withReference(null));
      } else if (!renamed && (named || !same || references.isEmpty())) {
        changed.add(entry);
      }
    }
    if (references.isEmpty()) {
      if (changed.stream().noneMatch(entry -> entry.manifest().equals(image.manifest()))) {
        changed.add(image.withReference(null));
      }
    } else {
      references.forEach(reference -> changed.add(image.withReference(reference)));
    }
    return withoutNeedlessUnnamed(changed);
  }

  /// Of entries without a name keeps one for each manifest that no name stands for.
  private static List<NamedImage> withoutNeedlessUnnamed(List<NamedImage> entries) {
    Set<Digest> known = new HashSet<>();
    for (NamedImage entry : entries) {
      if (entry.reference().isPresent()) {
        known.add(entry.manifest());
      }
    }
    List<NamedImage> kept = new ArrayList<>();
    for (NamedImage entry : entries) {
      if (known.add(entry.manifest()) || entry.reference().isPresent()) {
        kept.add(entry);
      }
    }
    return kept;
  }

  /// Takes the name away; the image stays, without a name if this was its last.
  public Optional<NamedImage> untag(ImageReference reference) throws IOException {
    var taken = new ArrayList<NamedImage>(1);
    update(entries -> {
      List<NamedImage> changed = new ArrayList<>();
      for (NamedImage entry : entries) {
        if (reference.equals(entry.referenceOrNull())) {
          taken.add(entry);
          changed.add(entry.withReference(null));
        } else {
          changed.add(entry);
        }
      }
      return withoutNeedlessUnnamed(changed);
    });
    return taken.stream().findFirst();
  }

  /// Replaces the list in one step, under its lock. What `change` throws leaves it as it was.
  public void replace(UnaryOperator<List<NamedImage>> change) throws IOException {
    update(change::apply);
  }

  private interface Change {
    List<NamedImage> apply(List<NamedImage> entries) throws IOException;
  }

  private void update(Change change) throws IOException {
    workspace.requireWritable();
    try (Lock _ = workspace.locks().exclusive("names")) {
      List<NamedImage> before = list();
      List<NamedImage> after = change.apply(before).stream().sorted(Names::order).toList();
      if (!after.equals(before)) {
        write(after);
      }
    }
  }

  private void write(List<NamedImage> entries) throws IOException {
    byte[] content =
        IndexDocument.of(entries.stream().map(NamedImage::annotated).toList()).toJson();
    DurableFile.write(file, content, workspace.temporary("names"));
  }

  /// The entry of a manifest, whatever its name.
  Optional<NamedImage> findManifest(Digest manifest) throws IOException {
    return list().stream().filter(entry -> entry.manifest().equals(manifest)).findFirst();
  }
}
