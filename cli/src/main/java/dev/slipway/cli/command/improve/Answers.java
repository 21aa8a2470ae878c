package dev.slipway.cli.command.improve;

import dev.slipway.cli.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// The user's answers, one line each; no answer is a no.
final class Answers {
  private final Console console;
  private final BufferedReader reader;

  Answers(Console console) {
    this.console = console;
    reader = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
  }

  boolean isYes(String question) throws IOException {
    console.out().print(question);
    console.flush();
    String answer = reader.readLine();
    return answer != null && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
  }
}
