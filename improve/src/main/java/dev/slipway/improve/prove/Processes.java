package dev.slipway.improve.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A container's processes, as the kernel shows them to the host.
final class Processes {
  private static final int DEEPEST = 20;

  private Processes() {}

  /// The process itself and all below it.
  static List<Long> all(long pid) {
    var all = new ArrayList<Long>();
    collect(pid, 0, all);
    return all;
  }

  private static void collect(long pid, int depth, List<Long> into) {
    into.add(pid);
    if (depth < DEEPEST) {
      for (long child : children(pid)) {
        collect(child, depth + 1, into);
      }
    }
  }

  /// What starts a program and waits for it.
  private static final Set<String> LAUNCHERS =
      Set.of(
          "go",
          "sh",
          "bash",
          "dash",
          "ash",
          "busybox",
          "tini",
          "docker-init",
          "dumb-init",
          "catatonit");

  /// The program that the first process has started in the end, itself where it is the program.
  static long program(long pid) {
    long at = pid;
    for (int depth = 0; depth < DEEPEST && LAUNCHERS.contains(name(at)); depth++) {
      List<Long> children = children(at);
      if (children.isEmpty()) {
        return at;
      }
      at = children.getLast();
    }
    return at;
  }

  /// Whether the program is still being made, by `go run`.
  static boolean isCompiling(long pid) {
    for (long each : all(pid)) {
      if (name(each).equals("go")) {
        long made = program(each);
        return made == each || TOOLS.contains(name(made));
      }
    }
    return false;
  }

  private static final Set<String> TOOLS =
      Set.of("compile", "link", "asm", "cgo", "vet", "git", "gcc", "cc1", "as", "ld", "collect2");

  private static String name(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
    } catch (IOException ended) {
      return "";
    }
  }

  private static List<Long> children(long pid) {
    var children = new ArrayList<Long>();
    Path tasks = Path.of("/proc/" + pid + "/task");
    try (var threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        for (String word : Files.readString(thread.resolve("children")).split(" ", -1)) {
          if (!word.isBlank()) {
            children.add(Long.parseLong(word.strip()));
          }
        }
      }
    } catch (IOException ended) {
      return children;
    }
    return children;
  }

  /// In bytes; 0 where it is gone.
  static long memory(long pid) {
    String[] words = status(pid, "VmRSS:");
    return words.length == 0 ? 0 : Long.parseLong(words[0]) * 1024;
  }

  /// `uid:gid`, empty where it is gone.
  static String user(long pid) {
    String[] uid = status(pid, "Uid:");
    String[] gid = status(pid, "Gid:");
    return uid.length == 0 || gid.length == 0 ? "" : uid[0] + ":" + gid[0];
  }

  private static String[] status(long pid, String key) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith(key)) {
          return line.substring(key.length()).strip().split("\\s+", -1);
        }
      }
    } catch (IOException ended) {
      return new String[0];
    }
    return new String[0];
  }

  /// What it was started with; empty where that cannot be read.
  static Map<String, String> environment(long pid) {
    var variables = new LinkedHashMap<String, String>();
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/environ"));
      for (String entry : new String(bytes, StandardCharsets.UTF_8).split("\0", -1)) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
          variables.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
      }
    } catch (IOException ended) {
      return Map.of();
    }
    return variables;
  }

  /// The directory that it is in, as it sees it.
  static String directory(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")).toString();
    } catch (IOException ended) {
      return "";
    }
  }
}
