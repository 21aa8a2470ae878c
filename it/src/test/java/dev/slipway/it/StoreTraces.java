package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What builds and containers on a store must not leave on the machine: processes and mounts.
final class StoreTraces {
  private StoreTraces() {}

  /// Processes die by signals that the kernel delivers, which takes a moment: waits for it, but not
  /// for ever.
  static void assertNone(Path store, String when) throws IOException, InterruptedException {
    for (int i = 0; i < 500 && !processes(store).isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertThat(processes(store)).as(when).isEmpty();
    assertThat(mounts(store)).as(when).isEmpty();
  }

  /// Command lines of processes that have to do with the store.
  private static List<String> processes(Path store) {
    try (var all = ProcessHandle.allProcesses()) {
      return all.map(process -> read(Path.of("/proc/" + process.pid() + "/cmdline")))
          .filter(line -> line.contains(store.toString()) || belongsTo(store, line))
          .toList();
    }
  }

  private static boolean belongsTo(Path store, String commandLine) {
    return commandLine.contains("/run/slipway/") && commandLine.contains(RunDirectory.of(store));
  }

  private static List<String> mounts(Path store) throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
      return lines.filter(line -> line.contains(store.toString())).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }
}
