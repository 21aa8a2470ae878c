package dev.slipway.engine.input;

import dev.slipway.builder.context.ContextLook;
import dev.slipway.builder.context.CopySight;
import dev.slipway.builder.context.DirectoryContext;
import dev.slipway.builder.context.Fingerprints;
import dev.slipway.builder.context.Sightings;
import dev.slipway.builder.solve.ContextFiles;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.ignore.IgnoreRules;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A directory that one build reads: opened when a step first needs it, its fingerprints kept at
/// the end.
final class BuildContext implements ContextFiles, AutoCloseable {
  private final String title;
  private final Path root;
  private final @Nullable IgnoreRules rules;
  private final String ignored;
  private final ImageStore store;
  private final Progress progress;
  private Progress.@Nullable Entry loading;
  private @Nullable Sightings sightings;
  private @Nullable Fingerprints fingerprints;
  private @Nullable DirectoryContext files;

  /// @param title what the progress calls its loading
  /// @param ignored the digits of the digest of what the rules were read from, empty without rules
  BuildContext(
      String title,
      Path root,
      @Nullable IgnoreRules rules,
      String ignored,
      ImageStore store,
      Progress progress) {
    this.title = title;
    this.root = root;
    this.rules = rules;
    this.ignored = ignored;
    this.store = store;
    this.progress = progress;
  }

  private synchronized Sightings sightings() throws IOException {
    if (sightings == null) {
      loading = progress.entry(title).started();
      sightings = Sightings.open(store.area("fingerprints"), root);
      loading.finished();
    }
    return sightings;
  }

  @Override
  public synchronized Progress.@Nullable Entry loading() {
    return loading;
  }

  @Override
  public synchronized DirectoryContext get() throws IOException {
    if (files == null) {
      Sightings _ = sightings();
      fingerprints = Fingerprints.open(store.area("fingerprints"), root);
      files = DirectoryContext.open(root, rules, fingerprints);
    }
    return files;
  }

  @Override
  public @Nullable CopySight sight(List<String> sources) throws IOException {
    return sightings().sight(key(sources), this::isLeftOut);
  }

  private boolean isLeftOut(ImagePath path) {
    if (rules == null) {
      return false;
    }
    String text = new String(path.relativeBytes(), StandardCharsets.UTF_8);
    return rules.excludes(text) && !rules.mayContainIncluded(text);
  }

  @Override
  public ContextLook look(List<String> sources) throws IOException {
    return get().look(sightings(), key(sources));
  }

  private Digest key(List<String> sources) {
    // No source holds a zero byte, and digits come first.
    String definition = ignored + "\0" + String.join("\0", sources);
    return Digest.sha256(definition.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized void close() throws IOException {
    if (files != null) {
      files.close();
    }
    if (fingerprints != null) {
      fingerprints.save(() -> store.temporary("fingerprints"));
    }
    if (sightings != null) {
      sightings.save(() -> store.temporary("fingerprints"));
    }
  }
}
