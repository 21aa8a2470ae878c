package dev.slipway.engine.build;

import dev.slipway.builder.layers.Counting;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.Descriptor;

/// Shows each layer that comes from elsewhere as a step of its own.
record ShownLayers(Progress progress) implements RemoteLayers.Watch {
  @Override
  public Counting begins(Descriptor blob, String place, boolean kept) {
    String what = kept ? "fetching layer " : "listing layer ";
    Progress.Entry entry =
        progress.entry(what + blob.digest().shortHex() + " from " + place).started();
    String id = blob.digest().toString();
    return new Counting(
        bytes -> entry.transfer(id, bytes, blob.size(), bytes == blob.size()),
        failure -> {
          if (failure == null) {
            entry.finished();
          } else {
            entry.failed(failure);
          }
        });
  }
}
