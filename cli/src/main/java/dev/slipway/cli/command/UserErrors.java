package dev.slipway.cli.command;

import dev.slipway.cli.Console;
import dev.slipway.cli.render.SafeText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
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
    String text = message == null ? "" : SafeText.ofLines(message);
    boolean named = text.regionMatches(true, 0, "error", 0, "error".length());
    console.err().println(named ? text : "Error: " + text);
    if (lastLine != null) {
      console.err().println(SafeText.ofLines(lastLine));
    }
    console.err().flush();
  }

  /// What to do about it, where that is known.
  public static @Nullable String remedy(IOException failure) {
    return describe(failure).contains("No space left on device")
        ? "free some space; 'slipway info' shows where images and containers are kept"
        : null;
  }

  /// The JVM's file exceptions name the file and leave out what is the matter with it.
  public static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> missing.getFile() + ": no such file or directory";
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case FileAlreadyExistsException existing -> existing.getFile() + ": file exists";
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }
}
