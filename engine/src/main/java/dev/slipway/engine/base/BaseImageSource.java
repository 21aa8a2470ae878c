package dev.slipway.engine.base;

import dev.slipway.builder.lower.BaseImages;
import dev.slipway.builder.solve.Progress;
import dev.slipway.engine.registry.Registries;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.client.ImagePull;
import dev.slipway.registry.client.RegistrySession;
import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Finds base images, in the store first and then in their registries, and tells so once for each.
/// Of what is in a registry manifest and config are read, and no layer. Several registries are
/// asked at once.
public final class BaseImageSource implements BaseImages, AutoCloseable {
  private final ImageStore store;
  private final Progress progress;
  private final Registries registries;
  private final boolean newest;
  private final Found found;
  private final Map<String, Optional<Image>> known = new HashMap<>();
  private final Map<String, Task<Outcome>> asked = new HashMap<>();
  private @Nullable RegistrySession session;
  private @Nullable TaskScope scope;

  /// Is told of images that registries have.
  @FunctionalInterface
  interface Found {
    void found(ImagePull.Found image, RegistrySession session);
  }

  /// @param newest whether registries are asked also for what the store has something of
  public BaseImageSource(
      ImageStore store, Progress progress, Registries registries, boolean newest, Found found) {
    this.store = store;
    this.progress = progress;
    this.registries = registries;
    this.newest = newest;
    this.found = found;
  }

  /// For who needs the configs alone.
  public static BaseImageSource looking(
      ImageStore store, Progress progress, Registries registries) {
    return new BaseImageSource(store, progress, registries, false, (_, _) -> {});
  }

  private record Wanted(ImageReference reference, @Nullable Platform platform) {
    String key() {
      return reference.full() + (platform == null ? "" : " " + platform);
    }

    Platform preferred() {
      return platform == null ? Platform.host() : platform;
    }
  }

  /// What came of asking a registry.
  private record Outcome(ImagePull.@Nullable Found found, @Nullable RuntimeException failure) {}

  @Override
  public void expect(List<BaseImages.Expected> images) {
    for (BaseImages.Expected each : images) {
      var wanted = new Wanted(each.name().withDefaultTag(), each.platform());
      if (!known.containsKey(wanted.key()) && !asked.containsKey(wanted.key())) {
        begin(wanted);
      }
    }
  }

  private void begin(Wanted wanted) {
    Progress.Entry entry =
        progress.entry("[internal] load metadata for " + wanted.reference().full()).started();
    Optional<Image> here = here(wanted, entry);
    if (here.filter(image -> isFor(image, wanted.platform())).isPresent()) {
      entry.finished();
      known.put(wanted.key(), here);
    } else if (!registries.mayAsk(wanted.reference().domain())) {
      entry.failed(wanted.reference().full() + ": not found");
      known.put(wanted.key(), here);
    } else {
      RegistrySession open = session();
      asked.put(wanted.key(), scope().fork(() -> ask(wanted, open, entry)));
    }
  }

  private Optional<Image> here(Wanted wanted, Progress.Entry entry) {
    try {
      return newest
          ? Optional.empty()
          : store.images().find(wanted.reference().full(), wanted.preferred());
    } catch (IOException failure) {
      entry.failed(String.valueOf(failure.getMessage()));
      throw new UncheckedIOException(failure);
    }
  }

  private static Outcome ask(Wanted wanted, RegistrySession session, Progress.Entry entry) {
    try {
      ImagePull.Found remote =
          new ImagePull(session).find(wanted.reference(), wanted.preferred(), false);
      entry.finished();
      return new Outcome(remote, null);
    } catch (InterruptedException interrupted) {
      entry.cancelled();
      return new Outcome(null, interrupted());
    } catch (RuntimeException refused) {
      entry.failed(String.valueOf(refused.getMessage()));
      return new Outcome(null, refused);
    }
  }

  private static UncheckedIOException interrupted() {
    return new UncheckedIOException(new InterruptedIOException("interrupted"));
  }

  @Override
  public Optional<Image> find(ImageReference name, @Nullable Platform platform) {
    var wanted = new Wanted(name.withDefaultTag(), platform);
    if (!known.containsKey(wanted.key()) && !asked.containsKey(wanted.key())) {
      begin(wanted);
    }
    Task<Outcome> task = asked.get(wanted.key());
    if (task != null && !known.containsKey(wanted.key())) {
      known.put(wanted.key(), Optional.of(answered(task)));
    }
    return known.getOrDefault(wanted.key(), Optional.empty());
  }

  /// @throws RegistryException its registry does not give it
  private Image answered(Task<Outcome> task) {
    try {
      Outcome outcome = task.get();
      if (outcome.found() == null) {
        throw outcome.failure() == null ? interrupted() : outcome.failure();
      }
      found.found(outcome.found(), session());
      return outcome.found().image();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw interrupted();
    } catch (ExecutionException failure) {
      throw new IllegalStateException(failure.getCause());
    }
  }

  private static boolean isFor(Image image, @Nullable Platform platform) {
    return platform == null || image.config().platform().runsOn(platform);
  }

  private RegistrySession session() {
    if (session == null) {
      session = registries.session(TransferListener.NONE);
    }
    return session;
  }

  private TaskScope scope() {
    if (scope == null) {
      scope = TaskScope.open("base image");
    }
    return scope;
  }

  /// Ends what is still asked.
  @Override
  public void close() {
    if (scope != null) {
      scope.close();
    }
  }
}
