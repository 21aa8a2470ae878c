package dev.slipway.cli.progress.transfer;

import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.JsonText;
import dev.slipway.registry.TransferEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/// A JSON object a line, with the members of Docker's API: `status`, `id`, `progressDetail`.
final class JsonTransfer implements TransferProgress {
  private final TextOutput output;

  JsonTransfer(TextOutput output) {
    this.output = output;
  }

  @Override
  public synchronized void on(TransferEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    switch (event) {
      case TransferEvent.Pulling(String label, var repository) -> {
        line.put("status", "Pulling from " + repository.path());
        line.put("id", label);
      }
      case TransferEvent.Pushing _ -> line.put("status", PlainTransfer.heading(event));
      case TransferEvent.LayerStage stage -> {
        line.put("status", PlainTransfer.words(stage));
        line.put("progressDetail", Map.of());
        line.put("id", stage.layer().shortHex());
      }
      case TransferEvent.LayerBytes(var layer, var stage, long done, long total) -> {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("current", done);
        if (total >= 0) {
          detail.put("total", total);
        }
        line.put("status", stage.words());
        line.put("progressDetail", detail);
        line.put("id", layer.shortHex());
      }
      case TransferEvent.Notice(String text) -> line.put("status", text);
    }
    output.println(JsonText.row(line));
    output.flush();
  }

  @Override
  public void close() {
    output.flush();
  }
}
