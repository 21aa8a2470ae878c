package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageNotFoundException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.ManifestDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// The images of the store: manifests and configs, found by name or ID.
public final class StoredImages {
  private final Workspace workspace;
  private final Blobs blobs;
  private final Layers layers;
  private final Names names;

  StoredImages(Workspace workspace, Blobs blobs, Layers layers) {
    this.workspace = workspace;
    this.blobs = blobs;
    this.layers = layers;
    this.names = new Names(workspace, this);
  }

  Names names() {
    return names;
  }

  /// Finds an image as Docker does: by full ID, by name, then by the beginning of its ID. In a
  /// store that is open for writing it stays until that store is closed.
  public Optional<Image> find(String nameOrId) throws IOException {
    return find(nameOrId, Platform.host());
  }

  /// The same; of an image of several platforms the one that fits, else any of it.
  public Optional<Image> find(String nameOrId, Platform platform) throws IOException {
    Optional<NamedImage> entry = findEntry(nameOrId);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    Image image = read(entry.get().descriptor(), platform);
    boolean removedMeanwhile =
        !workspace.readOnly() && !claim(image) && findEntry(nameOrId).isEmpty();
    return removedMeanwhile ? Optional.empty() : Optional.of(image);
  }

  /// As [#find], or Docker's "No such image".
  public Image require(String nameOrId) throws IOException {
    return find(nameOrId).orElseThrow(() -> noSuchImage(nameOrId));
  }

  /// Docker names what it looked for with the tag that it assumed.
  public static ImageNotFoundException noSuchImage(String nameOrId) {
    String shown = nameOrId;
    try {
      shown = ImageReference.parse(nameOrId).withDefaultTag().familiar();
    } catch (ImageReferenceException _) {
      // An ID is shown as it was given.
    }
    return new ImageNotFoundException("No such image: " + shown);
  }

  /// An entry of the image that is meant; of several names of one image any.
  public Optional<NamedImage> findEntry(String nameOrId) throws IOException {
    List<NamedImage> entries = names.list();
    String hex = nameOrId.startsWith("sha256:") ? nameOrId.substring(7) : nameOrId;
    if (hex.length() == 64 && isHex(hex)) {
      return entries.stream().filter(entry -> entry.imageId().hex().equals(hex)).findFirst();
    }
    Optional<NamedImage> named = findNamed(entries, nameOrId);
    if (named.isPresent() || hex.isEmpty() || !isHex(hex)) {
      return named;
    }
    return findPrefix(entries, hex);
  }

  private static Optional<NamedImage> findNamed(List<NamedImage> entries, String name) {
    if (name.startsWith("sha256:")) {
      return Optional.empty();
    }
    ImageReference wanted = ImageReference.parse(name).withDefaultTag();
    if (wanted.digest().isEmpty()) {
      return entries.stream().filter(entry -> wanted.equals(entry.referenceOrNull())).findFirst();
    }
    Digest digest = wanted.digest().get();
    return entries.stream()
        .filter(entry -> entry.reference().filter(wanted.nameOnly()::isSameRepository).isPresent())
        .filter(entry ->
            entry.manifest().equals(digest)
                || entry.imageId().equals(digest)
                || entry
                    .reference()
                    .flatMap(ImageReference::digest)
                    .filter(digest::equals)
                    .isPresent())
        .findFirst();
  }

  private static Optional<NamedImage> findPrefix(List<NamedImage> entries, String prefix) {
    List<NamedImage> found =
        entries.stream().filter(entry -> entry.imageId().hex().startsWith(prefix)).toList();
    long images = found.stream().map(NamedImage::imageId).distinct().count();
    if (images > 1) {
      throw new ImageException(
          "ambiguous image ID: " + prefix + " begins the IDs of " + images + " images",
          "give more digits");
    }
    return found.stream().findFirst();
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /// The image with this ID.
  public Optional<Image> get(Digest id) throws IOException {
    for (NamedImage entry : names.list()) {
      if (entry.imageId().equals(id)) {
        return Optional.of(read(entry.descriptor()));
      }
    }
    return Optional.empty();
  }

  /// Every image once, in the order of [Names#list].
  public List<Image> list() throws IOException {
    List<Image> images = new ArrayList<>();
    for (NamedImage entry : names.list()) {
      if (images.stream().noneMatch(image -> image.id().equals(entry.imageId()))) {
        images.add(read(entry.descriptor()));
      }
    }
    return List.copyOf(images);
  }

  /// Reads an image from its manifest; of an index the one for this machine, else its first.
  public Image read(Descriptor manifest) throws IOException {
    return read(manifest, Platform.host());
  }

  private Image read(Descriptor entry, Platform platform) throws IOException {
    if (!MediaTypes.isIndex(entry.mediaType())) {
      return readManifest(entry);
    }
    List<Descriptor> images = ImageIndexes.images(blobs, entry.digest());
    for (Descriptor image : images) {
      if (image.platform() != null && image.platform().runsOn(platform)) {
        return readManifest(image);
      }
    }
    return readManifest(images.getFirst());
  }

  /// Every image that an entry stands for: several where it is an index.
  public List<Image> all(NamedImage entry) throws IOException {
    if (!MediaTypes.isIndex(entry.descriptor().mediaType())) {
      return List.of(readManifest(entry.descriptor()));
    }
    List<Image> images = new ArrayList<>();
    for (Descriptor image : ImageIndexes.images(blobs, entry.descriptor().digest())) {
      images.add(readManifest(image));
    }
    return List.copyOf(images);
  }

  private Image readManifest(Descriptor manifest) throws IOException {
    ManifestDocument document = ManifestDocument.parse(blobs.read(manifest.digest()));
    ImageConfig config = ConfigDocument.parse(blobs.read(document.config().digest()));
    return new Image(
        document.config().digest(), config, manifest.withAnnotations(Map.of()), document.layers());
  }

  /// Writes a config, with the bytes that Docker would give it, and a manifest; publishes the
  /// layers. The image has no name yet: give it to [Names#add].
  public Image add(ImageConfig config) throws IOException {
    return add(ConfigDocument.write(config));
  }

  /// As [#add(ImageConfig)], for a config whose bytes must stay as they are.
  public Image add(byte[] config) throws IOException {
    List<Descriptor> published = new ArrayList<>();
    for (Digest diffId : ConfigDocument.parse(config).diffIds()) {
      published.add(layers.publish(diffId));
    }
    return add(config, published);
  }

  private Image add(byte[] config, List<Descriptor> published) throws IOException {
    Digest id = blobs.put(config);
    Descriptor configDescriptor = Descriptor.of(MediaTypes.OCI_CONFIG, id, config.length);
    return addManifest(ManifestDocument.of(configDescriptor, published).toJson());
  }

  /// Takes a manifest as it is; its config must be in the store, and its layers too if it is to get
  /// a name.
  public Image addManifest(byte[] manifest) throws IOException {
    ManifestDocument document = ManifestDocument.parse(manifest);
    ImageConfig config = ConfigDocument.parse(blobs.read(document.config().digest()));
    Digest digest = blobs.put(manifest);
    String mediaType =
        document.mediaType() == null ? MediaTypes.OCI_MANIFEST : document.mediaType();
    Image image =
        new Image(
            document.config().digest(),
            config,
            new Descriptor(mediaType, digest, manifest.length, Map.of(), config.platform()),
            document.layers());
    for (int i = 0; i < image.layers().size(); i++) {
      if (blobs.contains(image.layers().get(i).digest())) {
        layers.register(config.diffIds().get(i), image.layers().get(i));
      }
    }
    return image;
  }

  /// The blobs of an index of several platforms, itself included; empty where one of them is not
  /// here.
  public SortedSet<Digest> wholeIndex(Digest index) throws IOException {
    return ImageIndexes.whole(blobs, index);
  }

  /// What `index.json` is to say of an image.
  NamedImage describe(Image image) throws IOException {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; i < image.layers().size(); i++) {
      sizes.add(layers.fileBytes(image.config().diffIds().get(i), image.layers().get(i)));
    }
    return new NamedImage(
        null,
        new Descriptor(
            image.manifest().mediaType(),
            image.manifest().digest(),
            image.manifest().size(),
            Map.of(),
            image.config().platform()),
        image.id(),
        image.config().created(),
        sizes);
  }

  /// What `index.json` is to say of an index.
  NamedImage describeIndex(Descriptor index) throws IOException {
    Image shown = read(index);
    NamedImage one = describe(shown);
    return new NamedImage(
        null, index.withAnnotations(Map.of()), shown.id(), one.createdOrNull(), one.layerSizes());
  }

  /// Describes an entry of another tool's, from its documents and the sizes of its blobs.
  NamedImage describe(Descriptor entry) throws IOException {
    Image image = read(entry);
    Platform platform = image.config().platform();
    return new NamedImage(
        NamedImage.referenceOf(entry),
        new Descriptor(entry.mediaType(), entry.digest(), entry.size(), Map.of(), platform),
        image.id(),
        image.config().created(),
        image.layers().stream().map(Descriptor::size).toList());
  }

  /// Keeps everything of an image until the store is closed; false where some of it is gone.
  public boolean claim(Image image) throws IOException {
    boolean there = blobs.contains(image.manifest().digest()) && blobs.contains(image.id());
    for (int i = 0; there && i < image.layers().size(); i++) {
      Descriptor layer = image.layers().get(i);
      there = blobs.contains(layer.digest());
      if (there) {
        layers.register(image.config().diffIds().get(i), layer);
      }
    }
    return there;
  }
}
