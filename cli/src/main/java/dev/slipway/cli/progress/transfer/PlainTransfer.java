package dev.slipway.cli.progress.transfer;

import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.SafeText;
import dev.slipway.registry.TransferEvent;

/// A line for each stage of each layer, as Docker writes it where there is no terminal.
final class PlainTransfer implements TransferProgress {
  private final TextOutput output;

  PlainTransfer(TextOutput output) {
    this.output = output;
  }

  @Override
  public synchronized void on(TransferEvent event) {
    switch (event) {
      case TransferEvent.LayerBytes _ -> {
        return; // Only a terminal shows how it grows.
      }
      case TransferEvent.LayerStage stage ->
          output.println(stage.layer().shortHex() + ": " + words(stage));
      case TransferEvent.Notice(String text) -> output.println(SafeText.ofLines(text));
      case TransferEvent.Pulling _, TransferEvent.Pushing _ -> output.println(heading(event));
    }
    output.flush();
  }

  static String words(TransferEvent.LayerStage stage) {
    String words = stage.stage().words();
    return stage.detail().isEmpty() ? words : words + " " + stage.detail();
  }

  /// What stands above the layers.
  static String heading(TransferEvent event) {
    return switch (event) {
      case TransferEvent.Pulling(String label, var repository) ->
          label + ": Pulling from " + repository.path();
      case TransferEvent.Pushing(var repository) ->
          "The push refers to repository [" + repository + "]";
      case TransferEvent.LayerBytes _, TransferEvent.LayerStage _, TransferEvent.Notice _ -> "";
    };
  }

  @Override
  public void close() {
    output.flush();
  }
}
