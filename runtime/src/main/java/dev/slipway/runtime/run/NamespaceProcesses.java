package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds a container's processes where it has no control group: those that see the same processes
/// as its first one.
final class NamespaceProcesses {
  private static final Path PROC = Path.of("/proc");

  private NamespaceProcesses() {}

  static List<Long> of(long first) throws IOException {
    Path wanted = namespace(Long.toString(first));
    List<Long> found = new ArrayList<>();
    try (var processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        String number = process.getFileName().toString();
        if (wanted != null && wanted.equals(namespace(number))) {
          found.add(Long.valueOf(number));
        }
      }
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private static @Nullable Path namespace(String pid) {
    try {
      return Files.readSymbolicLink(PROC.resolve(pid).resolve("ns/pid"));
    } catch (IOException gone) {
      return null;
    }
  }
}
