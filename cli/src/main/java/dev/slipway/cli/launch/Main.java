package dev.slipway.cli.launch;

import dev.slipway.cli.Console;
import java.util.List;

/// Where the process starts.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(Program.run(List.of(arguments), Console.ofProcess()));
  }
}
