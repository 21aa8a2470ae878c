package dev.slipway.engine;

import dev.slipway.builder.lower.BaseImages;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.client.ImagePull;
import dev.slipway.registry.client.RegistrySession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds base images, in the store first and then in their registries, and tells so once for each.
final class BaseImageSource implements BaseImages {
  private final ImageStore store;
  private final Progress progress;
  private final PullProgress telling;
  private final Registries registries;
  private final Reach reach;
  private final Map<String, Optional<Image>> found = new HashMap<>();
  private @Nullable RegistrySession session;

  /// What is wanted of an image that is not in the store.
  enum Reach {
    /// Its config: nothing is fetched and nothing named.
    CONFIG,
    /// All of it.
    LAYERS,
    /// All of it, and what its registry has now also where the store has something.
    NEWEST
  }

  BaseImageSource(ImageStore store, Progress progress, Registries registries, Reach reach) {
    this.store = store;
    this.progress = progress;
    this.telling = new PullProgress(progress);
    this.registries = registries;
    this.reach = reach;
  }

  @Override
  public Optional<Image> find(ImageReference name, @Nullable Platform platform) {
    ImageReference reference = name.withDefaultTag();
    String key = reference.full() + (platform == null ? "" : " " + platform);
    Optional<Image> known = found.get(key);
    if (known == null) {
      known = look(reference, platform);
      found.put(key, known);
    }
    return known;
  }

  private Optional<Image> look(ImageReference reference, @Nullable Platform platform) {
    Progress.Entry entry =
        progress.entry("[internal] load metadata for " + reference.full()).started();
    try {
      Optional<Image> here =
          reach == Reach.NEWEST
              ? Optional.empty()
              : store.images().find(reference.full(), wanted(platform));
      if (here.filter(image -> isFor(image, platform)).isPresent()) {
        entry.finished();
        return here;
      }
      if (!registries.mayAsk(reference.domain())) {
        entry.failed(reference.full() + ": not found");
        return here;
      }
      ImagePull.Found remote = new ImagePull(session()).find(reference, wanted(platform), false);
      entry.finished();
      return Optional.of(reach == Reach.CONFIG ? remote.image() : fetch(remote));
    } catch (RegistryException refused) {
      entry.failed(String.valueOf(refused.getMessage()));
      throw refused;
    } catch (IOException failure) {
      entry.failed(String.valueOf(failure.getMessage()));
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      entry.cancelled();
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted"));
    }
  }

  private static boolean isFor(Image image, @Nullable Platform platform) {
    return platform == null || image.config().platform().runsOn(platform);
  }

  private static Platform wanted(@Nullable Platform platform) {
    return platform == null ? Platform.host() : platform;
  }

  private RegistrySession session() {
    if (session == null) {
      session = registries.session(telling);
    }
    return session;
  }

  /// An image for another machine does not take a name from the one for this.
  private static List<ImageReference> names(ImagePull.Found remote) {
    boolean own = remote.image().config().platform().runsOn(Platform.host());
    return own ? remote.names() : remote.ownName();
  }

  private Image fetch(ImagePull.Found remote) throws IOException, InterruptedException {
    telling.begin(remote.reference());
    try {
      Image image = new ImagePull(session()).fetch(store, remote, names(remote)).image();
      telling.finished();
      return image;
    } catch (RegistryException | IOException failure) {
      telling.failed(String.valueOf(failure.getMessage()));
      throw failure;
    }
  }
}
