package dev.slipway.cli.launch;

import dev.slipway.cli.Console;
import java.util.List;

/// Where the process starts.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    int code = run(List.of(arguments), Console.ofProcess());
    // Not `exit`: its logging loads a hundred classes and opens every jar, 30 ms. A command has
    // cleaned up when it returns; the hook of an interrupt is done or was never begun.
    Runtime.getRuntime().halt(code);
  }

  public static int run(List<String> arguments, Console console) {
    return Program.run(arguments, console);
  }
}
