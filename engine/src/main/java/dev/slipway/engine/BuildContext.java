package dev.slipway.engine;

import dev.slipway.builder.context.DirectoryContext;
import dev.slipway.builder.context.Fingerprints;
import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.builder.solve.ContextFiles;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The context of one build: opened when a step first needs it, its fingerprints kept at the end.
final class BuildContext implements ContextFiles, AutoCloseable {
  private final Path root;
  private final @Nullable IgnoreRules rules;
  private final ImageStore store;
  private final Progress progress;
  private @Nullable Fingerprints fingerprints;
  private @Nullable DirectoryContext files;

  BuildContext(Path root, @Nullable IgnoreRules rules, ImageStore store, Progress progress) {
    this.root = root;
    this.rules = rules;
    this.store = store;
    this.progress = progress;
  }

  @Override
  public synchronized SourceFiles get() throws IOException {
    if (files == null) {
      Progress.Entry entry = progress.entry("[internal] load build context").started();
      fingerprints = Fingerprints.open(store.area("fingerprints"), root);
      files = DirectoryContext.open(root, rules, fingerprints);
      entry.finished();
    }
    return files;
  }

  @Override
  public synchronized void close() throws IOException {
    if (files != null) {
      files.close();
    }
    if (fingerprints != null) {
      fingerprints.save(() -> store.temporary("fingerprints"));
    }
  }
}
