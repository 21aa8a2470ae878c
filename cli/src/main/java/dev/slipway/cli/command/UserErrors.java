package dev.slipway.cli.command;

import dev.slipway.cli.Console;
import dev.slipway.cli.render.SafeText;
import org.jspecify.annotations.Nullable;

/// How a mistake of the user's is put: what is wrong, and on the next line what to do about it.
public final class UserErrors {
  private UserErrors() {}

  /// @param remedy what to do, as the engine's exceptions carry it
  public static void print(Console console, @Nullable String message, @Nullable String remedy) {
    boolean none = remedy == null || remedy.isEmpty();
    printLines(console, message, none ? null : "remedy: " + remedy);
  }

  /// @param lastLine a whole sentence, or null
  public static void printLines(
      Console console, @Nullable String message, @Nullable String lastLine) {
    console.out().flush();
    String text = message == null ? "" : visible(message);
    boolean named = text.regionMatches(true, 0, "error", 0, "error".length());
    console.err().println(named ? text : "Error: " + text);
    if (lastLine != null) {
      console.err().println(visible(lastLine));
    }
    console.err().flush();
  }

  /// Names that come from files and arguments are shown, never obeyed by the terminal.
  private static String visible(String text) {
    StringBuilder safe = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      safe.append(safe.isEmpty() ? "" : "\n").append(SafeText.of(line.replace('\t', ' ')));
    }
    return safe.toString();
  }
}
