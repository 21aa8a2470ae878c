package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.RemoteBlob;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferEvent.LayerStage;
import dev.slipway.registry.TransferEvent.Pulling;
import dev.slipway.registry.TransferEvent.Stage;
import dev.slipway.registry.TransferListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/// Brings images from registries into the store: downloaded and verified, nothing unpacked.
public final class ImagePull {
  /// The largest config that is read into memory.
  private static final int LARGEST_CONFIG = 32 << 20;

  /// Docker's depth.
  private static final int MOST_LAYERS = 400;

  private final RegistrySession session;
  private final RegistryClient client;
  private final TransferListener listener;

  public ImagePull(RegistrySession session) {
    this.session = session;
    this.client = session.client();
    this.listener = session.listener();
  }

  /// An image as its registry describes it, before any layer of it is here.
  ///
  /// @param digest of what the reference names
  @SuppressWarnings("ArrayRecordComponent")
  public record Found(
      ImageReference reference, Digest digest, Image image, byte[] manifest, byte[] config) {
    /// A tag is named with the digest that it stands for; what was asked for by digest has that
    /// name alone.
    public List<ImageReference> names() {
      ImageReference byDigest = reference.nameOnly().withDigest(digest);
      return reference.digest().isPresent() ? List.of(byDigest) : List.of(reference, byDigest);
    }

    /// @throws RegistryException it is for another system
    public void requireLinux() {
      String system = image.config().platform().os();
      if (!system.equals("linux")) {
        throw RegistryException.of(
            "image operating system \"" + system + "\" cannot be used on this platform",
            "use an image for linux");
      }
    }

    /// The name that no other image of an index has.
    public List<ImageReference> ownName() {
      return List.of(reference.nameOnly().withDigest(image.manifest().digest()));
    }
  }

  /// Finds an image and reads its config.
  ///
  /// @param platform the image that is wanted of an index
  /// @param strict whether an image that is no index has to be for the platform too
  public Found find(ImageReference name, Platform platform, boolean strict)
      throws InterruptedException {
    ImageReference reference = name.withDefaultTag();
    try {
      ManifestChoice.Chosen chosen = new ManifestChoice(client).choose(reference, platform);
      Found found = describe(reference, chosen);
      Platform actual = found.image().config().platform();
      if (strict && !actual.runsOn(platform)) {
        throw RegistryException.of(
            "image with reference "
                + reference.full()
                + " was found but its platform ("
                + actual
                + ") does not match the specified platform ("
                + platform
                + ")",
            "leave --platform out, or use an image for " + platform);
      }
      return found;
    } catch (ImageException malformed) {
      throw RegistryException.of(
          reference.full() + ": " + malformed.getMessage(),
          malformed.hint() == null ? "the image is damaged: push it again" : malformed.hint(),
          malformed);
    }
  }

  private Found describe(ImageReference reference, ManifestChoice.Chosen chosen)
      throws InterruptedException {
    FetchedManifest manifest = chosen.image();
    ManifestDocument document = ManifestDocument.parse(manifest.content());
    Descriptor config = document.config();
    if (!MediaTypes.isConfig(config.mediaType())) {
      throw RegistryException.of(
          reference.full() + " is no image: its config is " + config.mediaType(),
          "only container images can be pulled");
    }
    List<Descriptor> layers = document.layers();
    if (layers.size() > MOST_LAYERS) {
      throw RegistryException.of(
          reference.full() + " has " + layers.size() + " layers: max depth exceeded",
          "an image has at most " + MOST_LAYERS + " layers");
    }
    layers.forEach(ImagePull::requireSha256);
    byte[] content = client.smallBlob(Repository.of(reference), config, LARGEST_CONFIG);
    ImageConfig parsed = ConfigDocument.parse(content);
    var descriptor =
        new Descriptor(
            manifest.descriptor().mediaType(),
            manifest.descriptor().digest(),
            manifest.content().length,
            Map.of(),
            parsed.platform());
    return new Found(
        reference,
        chosen.top().descriptor().digest(),
        new Image(config.digest(), parsed, descriptor, layers),
        manifest.content(),
        content);
  }

  private static void requireSha256(Descriptor layer) {
    if (!layer.digest().algorithm().equals("sha256")) {
      throw RegistryException.of(
          "the layer " + layer.digest() + " is named by " + layer.digest().algorithm(),
          "push the image again with sha256 digests");
    }
  }

  /// Pulls what a name leads to.
  public PulledImage pull(ImageStore store, ImageReference name, Platform platform, boolean strict)
      throws IOException, InterruptedException {
    ImageReference reference = name.withDefaultTag();
    listener.on(new Pulling(ManifestChoice.word(reference), Repository.of(reference)));
    Found found = find(reference, platform, strict);
    return fetch(store, found, found.names());
  }

  /// Downloads what is missing of an image, and names it.
  ///
  /// @param names at least one
  public PulledImage fetch(ImageStore store, Found found, List<ImageReference> names)
      throws IOException, InterruptedException {
    found.requireLinux();
    Repository repository = Repository.of(found.reference());
    fetchLayers(store, repository, found);
    var _ = store.blobs().put(found.config());
    Image image = store.images().addManifest(found.manifest());
    for (int i = 0; i < image.layers().size(); i++) {
      var remote = new RemoteBlob(repository.registry(), repository.path(), image.layers().get(i));
      store.layers().remember(image.config().diffIds().get(i), remote);
    }
    return name(store, found, image, names);
  }

  private void fetchLayers(ImageStore store, Repository repository, Found found)
      throws IOException, InterruptedException {
    List<List<String>> urls = ManifestDocument.parse(found.manifest()).layerUrls();
    List<Descriptor> layers = found.image().layers();
    List<Callable<Descriptor>> work = new ArrayList<>();
    Set<Digest> seen = new LinkedHashSet<>();
    for (int i = 0; i < layers.size(); i++) {
      Descriptor layer = layers.get(i);
      if (!seen.add(layer.digest())) {
        continue;
      }
      if (store.blobs().contains(layer.digest())) {
        listener.on(new LayerStage(layer.digest(), Stage.PRESENT, ""));
        continue;
      }
      listener.on(new LayerStage(layer.digest(), Stage.PULLING, ""));
      var download =
          new BlobDownload(client, session.settings().retries(), repository, layer, urls.get(i));
      work.add(() -> {
        download.into(store);
        listener.on(new LayerStage(layer.digest(), Stage.PULLED, ""));
        return layer;
      });
    }
    List<Descriptor> _ = new ParallelTransfers(session.settings().parallel()).run(work);
  }

  private static PulledImage name(
      ImageStore store, Found found, Image image, List<ImageReference> names) throws IOException {
    Optional<NamedImage> before = store.names().find(names.getFirst());
    store.names().add(image, names);
    boolean isNew = before.filter(entry -> entry.imageId().equals(image.id())).isEmpty();
    return new PulledImage(found.reference(), image, found.digest(), isNew);
  }
}
