package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ContentTexts;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.context.CopySight;
import dev.slipway.builder.context.EditedFile;
import dev.slipway.builder.context.SightChange;
import dev.slipway.builder.context.TouchedDirectory;
import dev.slipway.builder.copy.ContentHash;
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
    List<SightChange> changes = sight.edits();
    if (changes == null) {
      return null;
    }
    var texts = new ContentTexts(store);
    ContentText text = texts.find(sight.content());
    List<ContentText.Edit> edits = edits(sight.root(), changes);
    ContentText.Edited edited = text == null || edits == null ? null : text.with(edits);
    if (edited == null) {
      return null;
    }
    var edit = new Edit(sight, changes, layer, edited);
    Map<String, String> inputs = StepInputs.of(step, parent.key(), edited.digest());
    if (edited.digest().equals(sight.content())) {
      seenAgain(edit);
      return known.get(entry, parent, inputs, whole);
    }
    explainer.listed(new ListedContent(edited.digest(), listing(edit), null));
    return known.get(entry, parent, inputs, () -> write(edit, StepKey.of(inputs), texts, whole));
  }

  /// @param changes of what was seen
  /// @param layer that the step made before
  private record Edit(
      CopySight sight, List<SightChange> changes, Digest layer, ContentText.Edited edited) {}

  /// Null where one is not below what is copied.
  private static @Nullable List<ContentText.Edit> edits(ImagePath root, List<SightChange> changes) {
    var edits = new ArrayList<ContentText.Edit>();
    for (SightChange change : changes) {
      if (!change.path().startsWith(root)) {
        return null;
      }
      ImagePath relative = change.path().rebase(root, ImagePath.ROOT);
      ContentHash hash = change instanceof EditedFile file ? file.hash() : null;
      edits.add(new ContentText.Edit(relative, change.mode(), hash));
    }
    return edits;
  }

  private @Nullable ContentListing listing(Edit edit) throws IOException {
    ContentListing before = explainer.listing(edit.sight().content());
    var marks = new ArrayList<ChangedMark>();
    for (int i = 0; i < edit.changes().size(); i++) {
      if (edit.changes().get(i) instanceof EditedFile file) {
        marks.add(new ChangedMark(file.path().relativeBytes(), edit.edited().distances().get(i)));
      }
    }
    return before == null ? null : before.with(marks);
  }

  /// Null where the layer is not such that only these entries change.
  private static @Nullable LayerPatch patch(Edit edit, @Nullable EarlierTar earlier) {
    if (earlier == null) {
      return null;
    }
    var changes = new ArrayList<LayerPatch.Change>();
    for (int i = 0; i < edit.changes().size(); i++) {
      SightChange change = edit.changes().get(i);
      int behind = edit.edited().behind().get(i);
      ImagePath end = change.path().rebase(edit.sight().root(), ImagePath.ROOT);
      switch (change) {
        case EditedFile file ->
            changes.add(
                new LayerPatch.Change(
                    behind, end, file.mtimeSeconds(), file.bytes(), file.hash().bytes()));
        case TouchedDirectory directory when end.isRoot() -> {
          if (!isWithout(directory, LayerPatch.timesBefore(earlier, behind))) {
            return null;
          }
        }
        case TouchedDirectory directory ->
            changes.add(new LayerPatch.Change(behind, end, directory.mtimeSeconds(), null, null));
      }
    }
    return LayerPatch.of(earlier, changes);
  }

  /// A directory that is copied gives its content. Directories that are missing for that are made
  /// with its time, which nobody can tell from those that were there.
  private static boolean isWithout(TouchedDirectory copied, List<Long> times) {
    Long before = copied.before();
    if (before == null) {
      return times.stream().allMatch(time -> time == copied.mtimeSeconds());
    }
    return before == copied.mtimeSeconds() || times.stream().noneMatch(before::equals);
  }

  /// What was only looked at too soon after it was written, and is the same.
  private void seenAgain(Edit edit) throws IOException {
    try (EarlierTar earlier = store.layers().earlier(edit.layer())) {
      LayerPatch patch = patch(edit, earlier);
      if (patch != null && patch.changesNoTime()) {
        edit.sight().same(edit.changes());
      }
    }
  }

  private ResultLayer write(Edit edit, StepKey key, ContentTexts texts, KnownSteps.Making whole)
      throws IOException, InterruptedException {
    try (EarlierTar earlier = store.layers().earlier(edit.layer())) {
      LayerPatch patch = patch(edit, earlier);
      if (patch == null) {
        return whole.make();
      }
      try (LayerWriter writer = store.layers().create()) {
        LayerIndex index = patch.write(writer);
        Digest made = writer.commit(index, patch.sums());
        texts.put(edit.edited().digest(), edit.edited().text());
        edit.sight().edited(edit.edited().digest(), edit.changes(), key.digest(), made);
        return ResultLayer.Stored.of(made);
      }
    }
  }
}
