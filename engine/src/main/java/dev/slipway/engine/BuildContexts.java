package dev.slipway.engine;

import dev.slipway.builder.solve.ContextFiles;
import dev.slipway.builder.solve.ContextSources;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The directories that one build reads.
final class BuildContexts implements ContextSources, AutoCloseable {
  private final BuildContext main;
  private final ImageStore store;
  private final Progress progress;
  private final Map<Path, BuildContext> named = new HashMap<>();

  BuildContexts(BuildContext main, ImageStore store, Progress progress) {
    this.main = main;
    this.store = store;
    this.progress = progress;
  }

  @Override
  public ContextFiles main() {
    return main;
  }

  /// Its own `.dockerignore` holds in it.
  @Override
  public synchronized ContextFiles named(Path directory) {
    BuildContext known = named.get(directory);
    if (known == null) {
      known = open(directory);
      named.put(directory, known);
    }
    return known;
  }

  private BuildContext open(Path directory) {
    try {
      return BuildInput.named(directory, store, progress);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    main.close();
    for (BuildContext context : named.values()) {
      context.close();
    }
  }
}
