package dev.slipway.builder.cache;

import dev.slipway.image.Digest;
import java.util.ArrayList;
import java.util.List;

/// The one layer that a step adds to its parent's.
public sealed interface ResultLayer {

  /// What the layer is called in keys: stays the same when a snapshot becomes a layer of the store.
  String identity();

  /// The diffIDs of those that have one.
  static List<Digest> diffIds(List<ResultLayer> layers) {
    List<Digest> diffIds = new ArrayList<>();
    for (ResultLayer layer : layers) {
      if (layer instanceof Stored(_, var diffId)) {
        diffIds.add(diffId);
      }
    }
    return diffIds;
  }

  /// A layer of the store, or one that can be brought there.
  record Stored(String identity, Digest diffId) implements ResultLayer {
    /// One that was written as a tar.
    public static Stored of(Digest diffId) {
      return new Stored(diffId.toString(), diffId);
    }
  }

  /// A `RUN`'s upper directory that no image has needed yet.
  ///
  /// @param identity its directory's name in `snapshots/`
  record Snapshot(String identity) implements ResultLayer {}
}
