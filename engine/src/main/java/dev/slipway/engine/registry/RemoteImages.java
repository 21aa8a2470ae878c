package dev.slipway.engine.registry;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.client.FetchedManifest;
import dev.slipway.registry.client.ImageCopy;
import dev.slipway.registry.client.ImagePlace;
import dev.slipway.registry.client.LayoutPlace;
import dev.slipway.registry.client.Referrers;
import dev.slipway.registry.client.RegistryCheck;
import dev.slipway.registry.client.RegistryPlace;
import dev.slipway.registry.client.RegistrySession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What users do with images of registries without taking them into the store.
public final class RemoteImages {
  private static final int LARGEST_CONFIG = 32 << 20;
  private static final String LAYOUT = "oci:";
  private static final String DOCKER = "docker://";

  private final Registries registries;

  public RemoteImages(Registries registries) {
    this.registries = registries;
  }

  /// For a look at one image.
  private Registries asked(ImageReference reference) {
    registries.require(reference);
    return registries.apart();
  }

  /// The tags of a repository.
  public List<String> tags(ImageReference repository) throws InterruptedException {
    try (Registries use = asked(repository)) {
      return use.session(TransferListener.NONE).client().tags(Repository.of(repository));
    }
  }

  /// The manifest or index that a name leads to.
  public ManifestInspection inspect(ImageReference reference) throws InterruptedException {
    try (Registries use = asked(reference)) {
      var place = new RegistryPlace(use.session(TransferListener.NONE), reference);
      return new ManifestInspection(reference, place.manifest(null));
    }
  }

  /// Manifests that name this one as their subject.
  public List<DescriptorDocument> referrers(ImageReference reference) throws InterruptedException {
    try (Registries use = asked(reference)) {
      RegistrySession session = use.session(TransferListener.NONE);
      Digest digest = new RegistryPlace(session, reference).manifest(null).descriptor().digest();
      return new Referrers(session.client(), Repository.of(reference)).list(digest);
    }
  }

  /// Copies an image, or an index with its images.
  ///
  /// @param from a name, with or without `docker://`, `oci:DIRECTORY[:NAME]`, or
  ///   `docker-archive:FILE[:NAME]` and `oci-archive:FILE[:NAME]`, which hold one image
  /// @param platform of an index the one image; null for all
  public Descriptor copy(
      String from, String to, @Nullable Platform platform, TransferListener listener)
      throws IOException, InterruptedException {
    try (Registries use = registries.apart()) {
      return copy(from, to, platform, use.session(listener));
    }
  }

  private Descriptor copy(
      String from, String to, @Nullable Platform platform, RegistrySession session)
      throws IOException, InterruptedException {
    ArchiveName source = ArchiveName.parse(from);
    ArchiveName target = ArchiveName.parse(to);
    if (source == null && target == null) {
      return new ImageCopy(session).copy(place(from, session), place(to, session), platform);
    }
    try (ImageStore store = registries.openStore()) {
      var archives = new ArchiveCopy(session, store);
      if (source == null) {
        return archives.pack(place(from, session), requireArchive(target), platform, tagged(from));
      }
      ArchiveCopy.Unpacked unpacked = archives.unpack(source, platform);
      if (target != null) {
        return archives.pack(unpacked.place(), target, platform, List.of());
      }
      return isLayout(to)
          ? new ImageCopy(session).copy(unpacked.place(), place(to, session), null)
          : archives.push(unpacked, reference(to));
    }
  }

  private static ArchiveName requireArchive(@Nullable ArchiveName name) {
    if (name == null) {
      throw new IllegalStateException("one of both is an archive");
    }
    return name;
  }

  /// The name that an archive of it gives the image.
  private List<ImageReference> tagged(String from) {
    return isLayout(from)
        ? List.of()
        : Stream.of(reference(from).withDefaultTag())
            .filter(name -> name.tag().isPresent())
            .toList();
  }

  private static boolean isLayout(String word) {
    return word.startsWith(LAYOUT);
  }

  private ImageReference reference(String word) {
    String name = word.startsWith(DOCKER) ? word.substring(DOCKER.length()) : word;
    ImageReference reference = ImageReference.parse(name);
    registries.require(reference);
    return reference;
  }

  private ImagePlace place(String word, RegistrySession session) throws IOException {
    if (isLayout(word)) {
      String rest = word.substring(LAYOUT.length());
      int colon = rest.lastIndexOf(':');
      boolean named = colon > 0 && rest.indexOf('/', colon) < 0;
      Path directory = Path.of(named ? rest.substring(0, colon) : rest).toAbsolutePath();
      Files.createDirectories(directory);
      return new LayoutPlace(directory, named ? rest.substring(colon + 1) : "");
    }
    return new RegistryPlace(session, reference(word));
  }

  /// One source as it is, or an index of several: indexes among them give what they name.
  public byte[] join(List<ImageReference> sources) throws InterruptedException {
    try (Registries use = registries.apart()) {
      return joined(sources, use.session(TransferListener.NONE)).content();
    }
  }

  /// Makes one name of several images, copying what its registry lacks.
  public Digest create(ImageReference name, List<ImageReference> sources, TransferListener listener)
      throws IOException, InterruptedException {
    try (Registries use = asked(name)) {
      return create(name, sources, use.session(listener));
    }
  }

  private Digest create(ImageReference name, List<ImageReference> sources, RegistrySession session)
      throws IOException, InterruptedException {
    FetchedManifest index = joined(sources, session);
    var target = new RegistryPlace(session, name);
    for (ImageReference source : sources) {
      boolean single = sources.size() == 1;
      FetchedManifest top = new RegistryPlace(session, source).manifest(null);
      var unnamed = single ? name : name.nameOnly().withDigest(top.descriptor().digest());
      var _ =
          new ImageCopy(session)
              .copy(new RegistryPlace(session, source), new RegistryPlace(session, unnamed), null);
    }
    target.put(index, true);
    return index.descriptor().digest();
  }

  private FetchedManifest joined(List<ImageReference> sources, RegistrySession session)
      throws InterruptedException {
    List<DescriptorDocument> entries = new ArrayList<>();
    for (ImageReference source : sources) {
      registries.require(source);
      FetchedManifest manifest = new RegistryPlace(session, source).manifest(null);
      if (sources.size() == 1) {
        return manifest;
      }
      if (manifest.isIndex()) {
        entries.addAll(IndexDocument.parse(manifest.content()).documents());
      } else {
        entries.add(DescriptorDocument.of(described(manifest, source, session)));
      }
    }
    Set<Digest> seen = new HashSet<>();
    entries.removeIf(entry -> !seen.add(entry.toDescriptor().digest()));
    byte[] content = IndexDocument.ofDocuments(entries, Map.of()).toJson();
    Descriptor descriptor =
        Descriptor.of(MediaTypes.OCI_INDEX, Digest.sha256(content), content.length);
    return new FetchedManifest(descriptor, content);
  }

  /// With the platform that its config says.
  private static Descriptor described(
      FetchedManifest manifest, ImageReference source, RegistrySession session)
      throws InterruptedException {
    Descriptor config = ManifestDocument.parse(manifest.content()).config();
    byte[] content = session.client().smallBlob(Repository.of(source), config, LARGEST_CONFIG);
    Platform platform =
        MediaTypes.isConfig(config.mediaType()) ? ConfigDocument.parse(content).platform() : null;
    Descriptor own = manifest.descriptor();
    return new Descriptor(own.mediaType(), own.digest(), own.size(), Map.of(), platform);
  }

  /// Walks the way to a registry.
  ///
  /// @return whether all of it went well
  public boolean check(String registry, Consumer<RegistryCheck.Step> told)
      throws IOException, InterruptedException {
    return registries.checking(told).check(registry);
  }
}
