package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ContentTexts;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.context.CopySight;
import dev.slipway.builder.context.EditedFile;
import dev.slipway.builder.copy.ContentListing;
import dev.slipway.builder.copy.ContentListing.ChangedMark;
import dev.slipway.builder.copy.ContentText;
import dev.slipway.builder.copy.ListedContent;
import dev.slipway.builder.explain.Explainer;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EarlierTar;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerPatch;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Copies of one large directory of which a few files have other bytes than when it was last
/// copied: the earlier layer with those replaced is what looking at everything would give.
final class EditedCopies {
  private final ImageStore store;
  private final KnownSteps known;
  private final Explainer explainer;

  EditedCopies(ImageStore store, KnownSteps known, Explainer explainer) {
    this.store = store;
    this.known = known;
    this.explainer = explainer;
  }

  /// @param whole makes the layer of all files
  /// @return null where more has changed than that
  @Nullable StepResult copy(
      Progress.Entry entry,
      Step.Copy step,
      StepResult parent,
      CopySight sight,
      KnownSteps.Making whole)
      throws IOException, InterruptedException {
    StepKey before = StepKey.of(StepInputs.of(step, parent.key(), sight.content()));
    Digest layer = sight.layer(before.digest());
    if (layer == null || !store.layers().isThere(layer)) {
      return null;
    }
    List<EditedFile> files = sight.edits();
    if (files == null) {
      return null;
    }
    var texts = new ContentTexts(store);
    ContentText text = texts.find(sight.content());
    List<ContentText.Edit> edits = edits(sight.root(), files);
    ContentText.Edited edited = text == null || edits == null ? null : text.with(edits);
    if (edited == null) {
      return null;
    }
    var edit = new Edit(sight, files, layer, edited);
    Map<String, String> inputs = StepInputs.of(step, parent.key(), edited.digest());
    if (edited.digest().equals(sight.content())) {
      seenAgain(edit);
      return known.get(entry, parent, inputs, whole);
    }
    explainer.listed(new ListedContent(edited.digest(), listing(edit), null));
    return known.get(entry, parent, inputs, () -> write(edit, StepKey.of(inputs), texts, whole));
  }

  /// @param files that have changed
  /// @param layer that the step made before
  private record Edit(
      CopySight sight, List<EditedFile> files, Digest layer, ContentText.Edited edited) {}

  /// Null where one is not below what is copied.
  private static @Nullable List<ContentText.Edit> edits(ImagePath root, List<EditedFile> files) {
    var edits = new ArrayList<ContentText.Edit>();
    for (EditedFile file : files) {
      if (!file.path().startsWith(root)) {
        return null;
      }
      edits.add(
          new ContentText.Edit(file.path().rebase(root, ImagePath.ROOT), file.mode(), file.hash()));
    }
    return edits;
  }

  private @Nullable ContentListing listing(Edit edit) throws IOException {
    ContentListing before = explainer.listing(edit.sight().content());
    var marks = new ArrayList<ChangedMark>();
    for (int i = 0; i < edit.files().size(); i++) {
      marks.add(
          new ChangedMark(
              edit.files().get(i).path().relativeBytes(), edit.edited().distances().get(i)));
    }
    return before == null ? null : before.with(marks);
  }

  private static List<LayerPatch.Change> changes(Edit edit) {
    var changes = new ArrayList<LayerPatch.Change>();
    for (int i = 0; i < edit.files().size(); i++) {
      EditedFile file = edit.files().get(i);
      changes.add(
          new LayerPatch.Change(
              edit.edited().behind().get(i),
              file.path().rebase(edit.sight().root(), ImagePath.ROOT),
              file.mtimeSeconds(),
              file.bytes(),
              file.hash().bytes()));
    }
    return changes;
  }

  /// Files that were only looked at too soon after they were written, and are the same.
  private void seenAgain(Edit edit) throws IOException {
    try (EarlierTar earlier = store.layers().earlier(edit.layer())) {
      LayerPatch patch = earlier == null ? null : LayerPatch.of(earlier, changes(edit));
      if (patch != null && patch.changesNoTime()) {
        edit.sight().same(edit.files());
      }
    }
  }

  private ResultLayer write(Edit edit, StepKey key, ContentTexts texts, KnownSteps.Making whole)
      throws IOException, InterruptedException {
    try (EarlierTar earlier = store.layers().earlier(edit.layer())) {
      LayerPatch patch = earlier == null ? null : LayerPatch.of(earlier, changes(edit));
      if (patch == null) {
        return whole.make();
      }
      try (LayerWriter writer = store.layers().create()) {
        LayerIndex index = patch.write(writer);
        Digest made = writer.commit(index, patch.sums());
        texts.put(edit.edited().digest(), edit.edited().text());
        edit.sight().edited(edit.edited().digest(), edit.files(), key.digest(), made);
        return ResultLayer.Stored.of(made);
      }
    }
  }
}
