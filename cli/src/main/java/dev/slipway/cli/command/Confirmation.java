package dev.slipway.cli.command;

import dev.slipway.cli.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// The question before something is removed for good.
public final class Confirmation {
  private Confirmation() {}

  /// Whether the user says yes to `warning`; no answer is a no.
  public static boolean ask(Console console, String warning) throws IOException {
    console.out().print("WARNING! " + warning + "\nAre you sure you want to continue? [y/N] ");
    console.flush();
    var reader = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    String answer = reader.readLine();
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }
}
