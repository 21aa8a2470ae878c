package dev.slipway.builder.history;

import dev.slipway.linux.BootId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The process that runs a build: its number, when it began, and in which boot; numbers are given
/// again.
///
/// @param startTicks field 22 of `/proc/PID/stat`
record ProcessMark(long pid, long startTicks, String boot) {
  private static final int START_TIME = 19;

  static ProcessMark ofThisProcess() {
    long pid = ProcessHandle.current().pid();
    return new ProcessMark(pid, startTicks(pid), BootId.current());
  }

  boolean isAlive() {
    return boot.equals(BootId.current()) && pid > 0 && startTicks(pid) == startTicks;
  }

  /// -1 where there is no such process. The second field, a name, may contain anything.
  private static long startTicks(long pid) {
    try {
      byte[] stat = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
      String text = new String(stat, StandardCharsets.ISO_8859_1);
      String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
      return fields[0].equals("Z") || fields[0].equals("X")
          ? -1
          : Long.parseLong(fields[START_TIME]);
    } catch (IOException gone) {
      return -1;
    }
  }
}
