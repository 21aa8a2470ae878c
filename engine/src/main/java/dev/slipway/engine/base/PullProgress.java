package dev.slipway.engine.base;

import dev.slipway.builder.solve.Progress;
import dev.slipway.image.ImageReference;
import dev.slipway.registry.TransferEvent;
import dev.slipway.registry.TransferListener;
import org.jspecify.annotations.Nullable;

/// Tells of a pull as a step of a build.
final class PullProgress implements TransferListener {
  private final Progress progress;
  private Progress.@Nullable Entry entry;

  PullProgress(Progress progress) {
    this.progress = progress;
  }

  void begin(ImageReference reference) {
    entry = progress.entry("[internal] pull " + reference.full()).started();
  }

  void finished() {
    if (entry != null) {
      entry.finished();
    }
  }

  void cancelled() {
    if (entry != null) {
      entry.cancelled();
    }
  }

  void failed(String message) {
    if (entry != null) {
      entry.failed(message);
    }
  }

  @Override
  public void on(TransferEvent event) {
    if (entry == null) {
      return;
    }
    switch (event) {
      case TransferEvent.LayerBytes(var layer, _, long done, long total) ->
          entry.transfer(layer.toString(), done, Math.max(0, total), done == total);
      case TransferEvent.Notice(String text) -> entry.status(text, false);
      case TransferEvent.LayerStage _, TransferEvent.Pulling _, TransferEvent.Pushing _ -> {}
    }
  }
}
