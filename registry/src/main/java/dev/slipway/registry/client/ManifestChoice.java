package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// From a reference to the manifest of one image: what is found there, and of an index the image
/// for a platform.
final class ManifestChoice {
  /// An index in an index is allowed, and rarely deeper than once.
  private static final int DEEPEST = 4;

  private final RegistryClient client;

  ManifestChoice(RegistryClient client) {
    this.client = client;
  }

  /// @param top what the reference names
  /// @param image its manifest, or of the index the one for the platform
  record Chosen(FetchedManifest top, FetchedManifest image) {}

  Chosen choose(ImageReference reference, Platform platform) throws InterruptedException {
    FetchedManifest top = top(reference);
    Repository repository = Repository.of(reference);
    FetchedManifest manifest = top;
    Set<Digest> seen = new HashSet<>();
    for (int depth = 0; manifest.isIndex(); depth++) {
      if (depth == DEEPEST || !seen.add(manifest.descriptor().digest())) {
        throw RegistryException.of(
            "invalid index of " + reference.full() + ": nested too deeply",
            "the image is damaged: push it again");
      }
      Descriptor entry = PlatformChoice.choose(entries(manifest), platform, reference.full());
      manifest = client.manifest(repository, entry);
    }
    return new Chosen(top, manifest);
  }

  private static List<Descriptor> entries(FetchedManifest index) {
    return IndexDocument.parse(index.content()).manifests();
  }

  FetchedManifest top(ImageReference reference) throws InterruptedException {
    Repository repository = Repository.of(reference);
    String word = word(reference);
    try {
      return client.manifest(repository, word);
    } catch (RegistryException missing) {
      if (!missing.isNotFound() || reference.digest().isPresent()) {
        throw missing;
      }
      throw NearTags.unknown(client, repository, word, missing);
    } catch (ImageException unsupported) {
      throw RegistryException.of(
          reference.full() + ": " + unsupported.getMessage(), unsupported.hint(), unsupported);
    }
  }

  /// What the registry is asked for: the digest where there is one, else the tag.
  static String word(ImageReference reference) {
    return reference
        .digest()
        .map(Digest::toString)
        .or(reference::tag)
        .orElse(ImageReference.DEFAULT_TAG);
  }
}
