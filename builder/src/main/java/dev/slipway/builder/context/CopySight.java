package dev.slipway.builder.context;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a copy found when it last looked, and what of it has changed since.
public final class CopySight {
  /// With more edits all is looked at anew.
  static final int MOST_EDITS = 64;

  private final Sightings sightings;
  private final Sighting sighting;
  private final List<Changed> changed;

  /// @param changed by path
  CopySight(Sightings sightings, Sighting sighting, List<Changed> changed) {
    this.sightings = sightings;
    this.sighting = sighting;
    this.changed = changed;
  }

  /// A file that is not what it was.
  ///
  /// @param place where in the sighting its version stands
  record Changed(ImagePath path, int place) {}

  /// What was found then.
  public Digest content() {
    return Digest.ofSha256(sighting.content());
  }

  /// Whether nothing that was looked at has changed since.
  public boolean isUnchanged() {
    return changed.isEmpty();
  }

  /// The directory that was copied, where the layer is known.
  public ImagePath root() {
    return sighting.root();
  }

  /// The layer that a step made of just these files, times included; null where that is not known.
  ///
  /// @param step its key
  public @Nullable Digest layer(Digest step) {
    return sighting.layer(step);
  }

  /// The files that have changed, by path, read as a whole; null where more has than the bytes of a
  /// few plain files.
  public @Nullable List<EditedFile> edits() throws IOException {
    return EditedFile.read(sightings.context(), changed.stream().map(Changed::path).toList());
  }

  /// Tells what the copy found now: the same but for these edits.
  ///
  /// @param step the key of the step that made a layer of just that
  public void edited(Digest content, List<EditedFile> edits, Digest step, Digest layer) {
    sightings.edited(sighting, with(content, edits), step, layer);
  }

  /// Tells that these files are what they were, their times included.
  public void same(List<EditedFile> edits) {
    sightings.replace(sighting, with(content(), edits).withLayersOf(sighting));
  }

  private Sighting with(Digest content, List<EditedFile> edits) {
    return sighting.with(content, edits, changed.stream().map(Changed::place).toList());
  }
}
