package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.UserErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `--label-file`: one label a line, `#` for comments.
final class LabelFiles {
  private LabelFiles() {}

  /// The labels of the files, then those of the command line, which count more.
  static List<String> with(List<String> files, List<String> labels) {
    List<String> all = new ArrayList<>();
    for (String file : files) {
      try {
        for (String line : Files.readAllLines(Path.of(file))) {
          String label = line.stripLeading();
          if (!label.isEmpty() && !label.startsWith("#")) {
            all.add(label);
          }
        }
      } catch (IOException unreadable) {
        throw new CommandException(
            "open " + file + ": " + UserErrors.describe(unreadable),
            "remedy: name a text file with one label a line",
            CommandException.USAGE);
      }
    }
    all.addAll(labels);
    return all;
  }
}
