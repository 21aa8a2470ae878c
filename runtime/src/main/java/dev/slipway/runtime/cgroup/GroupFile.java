package dev.slipway.runtime.cgroup;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and writes the kernel's files of control groups.
final class GroupFile {
  static final String PROCESSES = "cgroup.procs";
  private static final int TRIES = 100;
  private static final long PAUSE_MILLIS = 10;

  private GroupFile() {}

  /// Empty where there is no such file.
  static String read(Path file) throws IOException {
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException missing) {
      return "";
    }
  }

  /// @return null if it is no number
  static @Nullable Long number(Path file) throws IOException {
    String text = read(file);
    return text.isEmpty() || !Character.isDigit(text.charAt(0)) ? null : Long.valueOf(text);
  }

  static void write(Path file, String value) throws IOException {
    Files.writeString(file, value, StandardOpenOption.WRITE);
  }

  /// Writes what the user asked for.
  ///
  /// @param option its name, for the message
  static void set(Path file, String value, String option) throws IOException {
    if (!Files.exists(file)) {
      throw new ContainerException(
          "--" + option + ": this kernel has no " + file.getFileName(),
          "leave it out, or use a kernel that limits this");
    }
    try {
      write(file, value);
    } catch (IOException refused) {
      throw new ContainerException(
          "--"
              + option
              + ": the kernel does not take "
              + value
              + " for "
              + file.getFileName()
              + ": "
              + refused.getMessage(),
          "choose another value",
          refused);
    }
  }

  /// The number after a word at the beginning of a line; 0 if there is none.
  static long field(String text, String word) {
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(word + " ")) {
        return Long.parseLong(line.substring(word.length() + 1).strip());
      }
    }
    return 0;
  }

  static List<Long> processes(Path group) throws IOException {
    List<Long> processes = new ArrayList<>();
    for (String line : read(group.resolve(PROCESSES)).split("\n", -1)) {
      if (!line.isEmpty()) {
        processes.add(Long.valueOf(line));
      }
    }
    return processes;
  }

  /// Makes a group and those above it, which others may be removing.
  static void create(Path group) throws IOException {
    for (int tries = 0; ; tries++) {
      try {
        Files.createDirectories(group);
        return;
      } catch (NoSuchFileException removed) {
        if (tries == TRIES) {
          throw removed;
        }
      }
    }
  }

  /// The kernel needs a moment after the last process, which it then says as "busy".
  static void remove(Path group, Path mount) throws IOException, InterruptedException {
    for (int tries = 0; Files.exists(group) && tries < TRIES; tries++) {
      if (tryRemove(group)) {
        break;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    Path parent = group.getParent();
    if (parent != null && !parent.equals(mount) && parent.startsWith(mount)) {
      boolean _ = tryRemove(parent); // With the last of its groups.
    }
  }

  private static boolean tryRemove(Path group) {
    try {
      Files.deleteIfExists(group);
      return true;
    } catch (IOException busy) {
      return false;
    }
  }

  /// The machine's memory.
  static long machineMemory() throws IOException {
    return field(
            Files.readString(Path.of("/proc/meminfo"))
                .replace("MemTotal:", "MemTotal ")
                .replace(" kB", ""),
            "MemTotal")
        * 1024;
  }
}
