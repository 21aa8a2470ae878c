package dev.slipway.cli.launch;

import dev.slipway.cli.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// What the JVM's AOT cache is trained on: the commands that people call most, in one process, on a
/// store of their own. Run by `bin/prepare`; what a command answers does not matter.
public final class Training {
  private static final List<String> COMMANDS =
      List.of(
          "--help",
          "version",
          "images",
          "images -q",
          "images --format {{.Repository}}",
          "ps -a",
          "info",
          "run --help",
          "build --help",
          "images --unknown");

  private Training() {}

  public static void main(String[] arguments) {
    var console =
        Console.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    for (String command : COMMANDS) {
      var words = new ArrayList<String>();
      words.add("--root");
      words.add(arguments[0]);
      words.addAll(List.of(command.split(" ")));
      Main.run(words, console);
    }
  }
}
