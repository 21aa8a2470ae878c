package dev.slipway.builder.context;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a copy found when it last looked, and what of it has changed since.
public final class CopySight {
  /// With more edits all is looked at anew.
  static final int MOST_EDITS = 64;

  private final Sightings sightings;
  private final Sighting sighting;
  private final List<Changed> changed;
  private final Predicate<ImagePath> leftOut;

  /// @param changed by path
  /// @param leftOut what the copy does not look at
  CopySight(
      Sightings sightings, Sighting sighting, List<Changed> changed, Predicate<ImagePath> leftOut) {
    this.leftOut = leftOut;
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

  /// What has changed, by path, files read as a whole; null where more has than the bytes of a few
  /// plain files and the times of directories.
  public @Nullable List<SightChange> edits() throws IOException {
    return SightChange.read(sightings.context(), sighting, changed, leftOut);
  }

  /// Tells what the copy found now: the same but for these edits.
  ///
  /// @param step the key of the step that made a layer of just that
  public void edited(Digest content, List<SightChange> edits, Digest step, Digest layer) {
    sightings.edited(sighting, with(content, edits), step, layer);
  }

  /// Tells that these are what they were, their times included.
  public void same(List<SightChange> edits) {
    sightings.replace(sighting, with(content(), edits).withLayersOf(sighting));
  }

  private Sighting with(Digest content, List<SightChange> edits) {
    return sighting.with(content, edits, changed.stream().map(Changed::place).toList());
  }
}
