package dev.slipway.lint.shellcheck;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Debian's package `shellcheck`, started once for all texts of a file.
final class ShellCheckProgram {
  /// What only a whole script can be blamed for: files and variables that come from elsewhere.
  private static final String LEFT_OUT = "SC1090,SC1091,SC2148,SC2154,SC2187";

  private final Path program;

  private ShellCheckProgram(Path program) {
    this.program = program;
  }

  /// The one on the search path.
  static Optional<ShellCheckProgram> find(String searchPath) {
    for (String folder : searchPath.split(":", -1)) {
      Path program = Path.of(folder.isEmpty() ? "." : folder, "shellcheck");
      if (Files.isExecutable(program)) {
        return Optional.of(new ShellCheckProgram(program));
      }
    }
    return Optional.empty();
  }

  /// @param number which text, from 0
  /// @param line of the text, from 1; `column` too
  /// @param level ShellCheck's: `error`, `warning` or `note`
  record Remark(int number, int line, int column, String level, String message, String code) {}

  /// @param texts each with the shell's name as its first line
  List<Remark> check(List<String> texts) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("slipway-lint-");
    try {
      var command = new ArrayList<>(List.of(program.toString(), "--norc", "-f", "gcc"));
      command.add("-e");
      command.add(LEFT_OUT);
      for (int i = 0; i < texts.size(); i++) {
        Files.writeString(folder.resolve(i + ".sh"), texts.get(i));
        command.add(i + ".sh");
      }
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return parse(output);
    } finally {
      for (int i = 0; i < texts.size(); i++) {
        Files.deleteIfExists(folder.resolve(i + ".sh"));
      }
      Files.delete(folder);
    }
  }

  static List<Remark> parse(String output) {
    var remarks = new ArrayList<Remark>();
    for (String line : output.split("\n", -1)) {
      Remark remark = remark(line);
      if (remark != null) {
        remarks.add(remark);
      }
    }
    return remarks;
  }

  /// `0.sh:2:6: warning: message [SC2086]`
  private static @Nullable Remark remark(String line) {
    String[] parts = line.split(":", 5);
    int code = line.lastIndexOf(" [SC");
    if (parts.length < 5 || code < 0 || !parts[0].endsWith(".sh") || !line.endsWith("]")) {
      return null;
    }
    try {
      int number = Integer.parseInt(parts[0].substring(0, parts[0].length() - 3));
      String message = parts[4].substring(0, parts[4].lastIndexOf(" [SC")).strip();
      return new Remark(
          number,
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          parts[3].strip(),
          message,
          line.substring(code + 2, line.length() - 1));
    } catch (NumberFormatException _) {
      return null;
    }
  }
}
