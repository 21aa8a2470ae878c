package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// One process of this boot: numbers are used again, a number with its start time is not.
///
/// @param startTicks field 22 of `/proc/PID/stat`
record ProcessIdentity(long pid, long startTicks) {
  static final ProcessIdentity NONE = new ProcessIdentity(0, 0);

  private static final int STATE = 0;
  private static final int START_TIME = 19;

  /// The process that has this number now; [#NONE] if there is none.
  static ProcessIdentity of(long pid) {
    String[] fields = stat(pid);
    return fields.length == 0 ? NONE : new ProcessIdentity(pid, Long.parseLong(fields[START_TIME]));
  }

  /// Whether it runs: a zombie does not.
  boolean alive() {
    if (pid <= 0) {
      return false;
    }
    String[] fields = stat(pid);
    return fields.length > 0
        && Long.parseLong(fields[START_TIME]) == startTicks
        && !fields[STATE].equals("Z")
        && !fields[STATE].equals("X");
  }

  /// The fields of proc_pid_stat(5) from the third on: the second, a name, may contain anything.
  private static String[] stat(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.substring(text.lastIndexOf(')') + 2).split(" ");
    } catch (IOException gone) {
      return new String[0];
    }
  }
}
