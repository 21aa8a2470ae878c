package dev.slipway.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Other container tools of this machine, found on PATH by their name or with the prefix `peer-`.
final class Peers {
  private Peers() {}

  static @Nullable String find(String name) throws Exception {
    for (String program : List.of("peer-" + name, name)) {
      for (String folder : System.getenv("PATH").split(":", -1)) {
        Path file = Path.of(folder, program);
        if (Files.isExecutable(file) && answers(file)) {
          return file.toString();
        }
      }
    }
    return null;
  }

  private static boolean answers(Path program) throws InterruptedException {
    try {
      var builder = new ProcessBuilder(program.toString(), "images");
      builder.directory(Path.of("/var/tmp").toFile());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      return builder.start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
