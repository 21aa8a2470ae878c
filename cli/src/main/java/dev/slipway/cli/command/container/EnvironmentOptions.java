package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `-e NAME=value`, `-e NAME` (the caller's own value) and `--env-file`.
final class EnvironmentOptions {
  private EnvironmentOptions() {}

  /// @param caller the environment of this process
  /// @return `NAME=value`; a bare name for one that the caller has not set either
  static List<String> of(List<String> files, List<String> entries, Map<String, String> caller) {
    List<String> all = new ArrayList<>();
    for (String file : files) {
      for (String line : lines(file)) {
        String entry = line.stripLeading();
        if (!entry.isEmpty() && !entry.startsWith("#")) {
          all.addAll(fromFile(entry, file, caller));
        }
      }
    }
    entries.forEach(entry -> all.add(resolved(entry, caller)));
    return all;
  }

  /// @throws CommandException the file cannot be read, in Docker's words
  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException missing) {
      throw refused("open " + file + ": no such file or directory");
    } catch (AccessDeniedException denied) {
      throw refused("open " + file + ": permission denied");
    } catch (CharacterCodingException binary) {
      throw refused("invalid env file (" + file + "): invalid utf8 bytes");
    } catch (IOException unreadable) {
      throw refused("invalid env file (" + file + "): " + unreadable.getMessage());
    }
  }

  private static CommandException refused(String message) {
    return new CommandException(
        message, "remedy: name a text file with one NAME=value a line", CommandException.USAGE);
  }

  private static List<String> fromFile(String entry, String file, Map<String, String> caller) {
    int equals = entry.indexOf('=');
    String name = equals < 0 ? entry.strip() : entry.substring(0, equals);
    if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
      throw new CommandException(
          "invalid env file (" + file + "): variable '" + name + "' contains whitespaces",
          "remedy: write one NAME=value a line",
          CommandException.USAGE);
    }
    if (equals >= 0) {
      return List.of(entry);
    }
    String value = caller.get(name);
    return value == null ? List.of() : List.of(name + "=" + value);
  }

  private static String resolved(String entry, Map<String, String> caller) {
    if (entry.isEmpty() || entry.startsWith("=")) {
      throw CommandException.usage(
          "invalid argument \""
              + entry
              + "\" for \"-e, --env\" flag: invalid environment variable: "
              + entry,
          null);
    }
    if (entry.indexOf('=') >= 0) {
      return entry;
    }
    String value = caller.get(entry);
    return value == null ? entry : entry + "=" + value;
  }
}
