package dev.slipway.engine.image;

import dev.slipway.engine.image.ImageUsers.ContainerUse;
import dev.slipway.engine.vocabulary.PruneReport;
import dev.slipway.engine.vocabulary.RemovalReport;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.store.GarbageCollector.Collected;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.StoredImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `rmi` and `image prune`, with Docker's conflicts and their texts.
final class ImageRemoval {
  private final ImageStore store;
  private final ImageUsers users;

  ImageRemoval(ImageStore store, ImageUsers users) {
    this.store = store;
    this.users = users;
  }

  /// Docker knows parent images that go with their last child unless `noPrune`; here a layer
  /// belongs to no image, so there are none.
  RemovalReport remove(String nameOrId, boolean force, boolean noPrune) throws IOException {
    NamedImage found =
        store.images().findEntry(nameOrId).orElseThrow(() -> StoredImages.noSuchImage(nameOrId));
    Digest id = found.imageId();
    return isIdPrefix(id, nameOrId) ? removeById(id, force) : removeName(nameOrId, found, force);
  }

  private static boolean isIdPrefix(Digest id, String given) {
    return id.toString().startsWith(given) || id.hex().startsWith(given);
  }

  private RemovalReport removeName(String given, NamedImage found, boolean force)
      throws IOException {
    Digest id = found.imageId();
    List<ImageReference> references = references(id);
    Optional<ContainerUse> user = anyUser(id);
    if (!force && isSingle(references) && user.isPresent()) {
      throw new ImageException(
          "conflict: unable to remove repository reference \""
              + given
              + "\" (must force) - container "
              + shortId(user.get())
              + " is using its referenced image "
              + id.shortHex(),
          "remove the container first, or use -f to take only the name away");
    }
    ImageReference reference = found.reference().orElseThrow();
    var untag = store.names().untag(reference);
    if (untag.isEmpty()) {
      throw StoredImages.noSuchImage(given);
    }
    List<String> untagged = new ArrayList<>(List.of(reference.familiar()));
    untagged.addAll(digestsBeside(reference, references));
    if (references.size() > untagged.size() || user.filter(ContainerUse::running).isPresent()) {
      return new RemovalReport(untagged, List.of());
    }
    return new RemovalReport(untagged, delete(id));
  }

  /// Takes away the digests that a tag was pulled with, where it was the last tag of its
  /// repository.
  private List<String> digestsBeside(ImageReference tag, List<ImageReference> references)
      throws IOException {
    boolean last =
        references.stream()
            .filter(tag::isSameRepository)
            .noneMatch(other -> !other.equals(tag) && other.tag().isPresent());
    List<String> untagged = new ArrayList<>();
    for (ImageReference other : references) {
      if (last && !other.equals(tag) && tag.isSameRepository(other)) {
        var _ = store.names().untag(other);
        untagged.add(other.familiar());
      }
    }
    return untagged;
  }

  /// One tag, with the digests of its repository.
  private static boolean isSingle(List<ImageReference> references) {
    long tags = references.stream().filter(each -> each.tag().isPresent()).count();
    return tags <= 1
        && references.stream().allMatch(each -> each.isSameRepository(references.getFirst()));
  }

  private RemovalReport removeById(Digest id, boolean force) throws IOException {
    Optional<ContainerUse> running = user(id, true);
    if (running.isPresent()) {
      throw conflict(
          id, "cannot be forced", "image is being used by running container", running.get());
    }
    Optional<ContainerUse> stopped = user(id, false);
    if (!force && !isSingle(references(id))) {
      throw new ImageException(
          "conflict: unable to delete "
              + id.shortHex()
              + " (must be forced) - image is referenced in multiple repositories",
          "remove the names one by one, or use -f");
    }
    if (!force && stopped.isPresent()) {
      throw conflict(
          id, "must be forced", "image is being used by stopped container", stopped.get());
    }
    List<String> untagged = references(id).stream().map(ImageReference::familiar).toList();
    return new RemovalReport(untagged, delete(id));
  }

  private static ImageException conflict(
      Digest id, String how, String why, ContainerUse container) {
    return new ImageException(
        "conflict: unable to delete "
            + id.shortHex()
            + " ("
            + how
            + ") - "
            + why
            + " "
            + shortId(container),
        "remove the container first");
  }

  private static String shortId(ContainerUse container) {
    String id = container.containerId();
    return id.length() > 12 ? id.substring(0, 12) : id;
  }

  private List<ImageReference> references(Digest id) throws IOException {
    return store.names().list().stream()
        .filter(entry -> entry.imageId().equals(id))
        .flatMap(entry -> entry.reference().stream())
        .toList();
  }

  private Optional<ContainerUse> anyUser(Digest id) throws IOException {
    Optional<ContainerUse> running = user(id, true);
    return running.isPresent() ? running : user(id, false);
  }

  private Optional<ContainerUse> user(Digest id, boolean running) throws IOException {
    return users.containers().stream()
        .filter(container -> container.imageId().equals(id) && container.running() == running)
        .findFirst();
  }

  /// Removes every entry of the image and what only it needed.
  private List<Digest> delete(Digest id) throws IOException {
    Set<Digest> indexes = new HashSet<>();
    List<Image> images = take(Set.of(id), indexes);
    Collected collected = store.garbage().collect(users::neededLayers, images, indexes);
    List<Digest> deleted = new ArrayList<>();
    deleted.add(id);
    if (!images.isEmpty()) {
      deleted.addAll(goneLayers(images.getFirst(), collected));
    }
    return deleted;
  }

  /// Takes all entries of these images out of the list.
  ///
  /// @param indexes gets those that an image of several platforms stands in
  private List<Image> take(Set<Digest> ids, Set<Digest> indexes) throws IOException {
    List<NamedImage> taken = new ArrayList<>();
    store
        .names()
        .replace(entries -> {
          taken.clear();
          entries.stream().filter(entry -> ids.contains(entry.imageId())).forEach(taken::add);
          return entries.stream().filter(entry -> !ids.contains(entry.imageId())).toList();
        });
    List<Image> images = new ArrayList<>();
    Set<Digest> seen = new HashSet<>();
    for (NamedImage entry : taken) {
      if (MediaTypes.isIndex(entry.descriptor().mediaType())) {
        indexes.add(entry.manifest());
      }
      if (seen.add(entry.manifest())) {
        images.add(store.images().read(entry.descriptor()));
      }
    }
    return images;
  }

  /// Chain IDs of the layers that went, topmost first, as Docker lists them.
  private static List<Digest> goneLayers(Image image, Collected collected) {
    List<Digest> chainIds = image.config().chainIds();
    List<Digest> gone = new ArrayList<>();
    for (int i = chainIds.size() - 1; i >= 0; i--) {
      if (collected.blobs().contains(image.layers().get(i).digest())) {
        gone.add(chainIds.get(i));
      }
    }
    return gone;
  }

  PruneReport prune(boolean all, List<String> filters) throws IOException {
    ImageFilter filter = ImageFilter.forPrune(store, filters);
    boolean danglingOnly = !all && filter.dangling().orElse(true);
    Set<Digest> used = new HashSet<>();
    users.containers().forEach(container -> used.add(container.imageId()));
    List<String> lines = new ArrayList<>();
    Set<Digest> removed = new HashSet<>();
    for (NamedImage entry : store.names().list()) {
      boolean wanted = danglingOnly ? references(entry.imageId()).isEmpty() : true;
      if (wanted && !used.contains(entry.imageId()) && filter.acceptsImage(entry)) {
        entry.reference().ifPresent(name -> lines.add("untagged: " + name.familiar()));
        removed.add(entry.imageId());
      }
    }
    List<Image> images = take(removed, new HashSet<>());
    Collected collected = store.garbage().collect(users::neededLayers);
    for (Image image : images) {
      lines.add("deleted: " + image.id());
      goneLayers(image, collected).forEach(layer -> lines.add("deleted: " + layer));
    }
    return new PruneReport(lines.stream().distinct().toList(), collected.bytes());
  }
}
