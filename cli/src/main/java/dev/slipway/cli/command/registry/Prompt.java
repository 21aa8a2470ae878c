package dev.slipway.cli.command.registry;

import dev.slipway.cli.Console;
import dev.slipway.cli.terminal.HeldTerminal;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Questions at the terminal.
record Prompt(Console console) {
  String line(String question) throws IOException {
    console.out().print(question);
    console.flush();
    var line = new ByteArrayOutputStream();
    for (int value = console.in().read();
        value >= 0 && value != '\n';
        value = console.in().read()) {
      line.write(value);
    }
    return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
  }

  /// What is typed is not shown.
  String secret(String question) throws IOException {
    Optional<Terminal> terminal = Terminal.of(StandardStream.INPUT);
    if (terminal.isEmpty()) {
      return line(question);
    }
    try {
      String line;
      try (HeldTerminal _ = HeldTerminal.silent(terminal.get())) {
        line = line(question);
      }
      console.out().println("");
      return line;
    } catch (LinuxException refused) {
      throw new IOException("the terminal cannot hide the password: " + refused.getMessage());
    }
  }
}
