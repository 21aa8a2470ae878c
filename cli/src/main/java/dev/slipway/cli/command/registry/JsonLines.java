package dev.slipway.cli.command.registry;

import dev.slipway.cli.TextOutput;
import dev.slipway.cli.render.JsonText;
import java.util.Map;

/// Lines of text as JSON lines of Docker's API.
final class JsonLines {
  private JsonLines() {}

  static void print(TextOutput output, String lines) {
    lines.lines().forEach(line -> output.println(JsonText.row(Map.of("status", line))));
  }
}
