package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ContentTexts;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.context.ContextLook;
import dev.slipway.builder.copy.ContentText;
import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopyTarget;
import dev.slipway.builder.copy.ListedContent;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.layer.EarlierTar;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers of copies of large directories which layer is made of just what a look found: what
/// tells a later copy that it needs only a few files replaced ([EditedCopies]).
final class RememberedCopies {
  private final ImageStore store;
  private final StepRecords steps;

  RememberedCopies(ImageStore store, StepRecords steps) {
    this.store = store;
    this.steps = steps;
  }

  /// What a copy found.
  ///
  /// @param look null where it did not look at a context
  record Found(@Nullable ContextLook look, CopyLayer layer, ListedContent content) {}

  /// Where the files of a layer go to.
  @FunctionalInterface
  interface Target {
    CopyTarget find() throws IOException;
  }

  /// @param inputs of the step that made `layer` of it
  ResultLayer made(Found found, Map<String, String> inputs, ResultLayer layer) throws IOException {
    if (layer instanceof ResultLayer.Stored(_, var diffId)) {
      remember(found, StepKey.of(inputs), diffId);
    }
    return layer;
  }

  private void remember(Found found, StepKey step, Digest layer) throws IOException {
    ContextLook look = found.look();
    ContentText text = found.content().text();
    if (look != null && text != null) {
      new ContentTexts(store).put(found.content().digest(), text);
      look.made(found.content().digest(), found.layer().root(), step.digest(), layer);
    }
  }

  /// A layer that was known may have the times of other files with the same content. Where it has
  /// these ones', as after the whole directory was moved, it is as if it had been made of them.
  /// Nothing is fetched to find that out.
  void recognize(Found found, StepResult parent, StepResult result, Target target)
      throws IOException {
    if (found.look() == null
        || found.content().text() == null
        || !result.cached()
        || !(result.layers().getLast() instanceof ResultLayer.Stored(_, var diffId))) {
      return;
    }
    for (Digest below : ResultLayer.diffIds(parent.layers())) {
      if (steps.remote().isElsewhere(below)) {
        return;
      }
    }
    try (EarlierTar known = store.layers().earlier(diffId)) {
      if (known != null && found.layer().isWritten(target.find(), known)) {
        remember(found, result.key(), diffId);
      }
    }
  }
}
