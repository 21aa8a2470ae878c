package dev.slipway.runtime.rootfs;

import dev.slipway.image.Digest;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The layers of a root, provided together: of those that have to be made first, as many at a time
/// as there are processors.
public final class LayerRoots {
  private LayerRoots() {}

  /// Not to be called in a namespace: it starts threads.
  ///
  /// @param bottomFirst a layer may be named several times
  public static List<LayerRoot> provide(LayerProvider provider, List<Digest> bottomFirst)
      throws IOException, InterruptedException {
    prepare(provider, bottomFirst);
    List<LayerRoot> roots = new ArrayList<>();
    for (Digest diffId : bottomFirst) {
      roots.add(provider.provide(diffId));
    }
    return roots;
  }

  /// Makes what is missing, so that providing these is quick. Not to be called in a namespace.
  public static void prepare(LayerProvider provider, List<Digest> layers)
      throws IOException, InterruptedException {
    Set<Digest> missing = new LinkedHashSet<>();
    for (Digest diffId : layers) {
      if (!provider.isReady(diffId)) {
        missing.add(diffId);
      }
    }
    if (missing.size() < 2) {
      return;
    }
    var queue = new ArrayDeque<>(missing);
    int workers = Math.min(missing.size(), Runtime.getRuntime().availableProcessors());
    try (TaskScope scope = TaskScope.open("layers")) {
      forkAll(scope, workers, provider, queue);
      scope.join();
    } catch (ExecutionException failed) {
      throw TaskScope.unwrapped(failed);
    }
  }

  private static void forkAll(
      TaskScope scope, int workers, LayerProvider provider, Queue<Digest> queue) {
    try {
      for (int i = 0; i < workers; i++) {
        scope.fork(() -> {
          for (Digest next = next(queue); next != null; next = next(queue)) {
            LayerRoot _ = provider.provide(next);
          }
          return provider;
        });
      }
    } catch (CancellationException alreadyFailed) {
      // What failed before the last was begun is thrown by whoever joins.
    }
  }

  private static @Nullable Digest next(Queue<Digest> queue) {
    synchronized (queue) {
      return queue.poll();
    }
  }
}
