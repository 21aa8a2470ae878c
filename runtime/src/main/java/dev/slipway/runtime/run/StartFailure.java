package dev.slipway.runtime.run;

import dev.slipway.runtime.ContainerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the OCI runtime says when a program cannot be started, in Docker's words and with Docker's
/// exit codes.
final class StartFailure {
  static final int NOT_FOUND = 127;
  static final int NOT_EXECUTABLE = 126;

  private static final Pattern MISSING =
      Pattern.compile("executable file [`'\"]?(.*?)[`'\"]? not found in \\$PATH");

  private StartFailure() {}

  /// @param program the first word of the command
  static ContainerException of(String said, String program) {
    Matcher missing = MISSING.matcher(said);
    if (missing.find()) {
      String name = missing.group(1);
      return notFound(
          name,
          name.indexOf('/') < 0
              ? "executable file not found in $PATH"
              : "no such file or directory");
    }
    if (said.contains("open executable") || said.contains("exec")) {
      if (said.contains("ermission denied") || said.contains("not permitted")) {
        return notExecutable(program, "");
      }
      if (said.contains("No such file")) {
        return notFound(program, "no such file or directory");
      }
    }
    return new ContainerException(
        "the OCI runtime could not create the container: " + said,
        "slipway info shows what this host offers");
  }

  static ContainerException notFound(String program, String why) {
    return new ContainerException(
        "exec: \"" + program + "\": " + why,
        "the image's own files are meant: a program of the host is not there",
        NOT_FOUND,
        null);
  }

  /// @param why what it is instead of a program, followed by a colon, or empty
  static ContainerException notExecutable(String program, String why) {
    return new ContainerException(
        "exec: \"" + program + "\": " + why + "permission denied",
        "the command must be an executable file, not a directory",
        NOT_EXECUTABLE,
        null);
  }
}
