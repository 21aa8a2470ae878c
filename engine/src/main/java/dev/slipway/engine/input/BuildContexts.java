package dev.slipway.engine.input;

import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.builder.solve.ContextFiles;
import dev.slipway.builder.solve.ContextSources;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The directories that one build reads.
public final class BuildContexts implements ContextSources, AutoCloseable {
  private final @Nullable BuildContext main;
  private final ImageStore store;
  private final Progress progress;
  private final Map<Path, BuildContext> named = new HashMap<>();

  BuildContexts(@Nullable BuildContext main, ImageStore store, Progress progress) {
    this.main = main;
    this.store = store;
    this.progress = progress;
  }

  @Override
  public ContextFiles main() {
    return main == null ? BuildContexts::nothing : main;
  }

  /// A context that is fetched is a step, and no step reads it as a directory.
  private static SourceFiles nothing() {
    throw new IllegalStateException("the context is no directory of this machine");
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
    if (main != null) {
      main.close();
    }
    for (BuildContext context : named.values()) {
      context.close();
    }
  }
}
