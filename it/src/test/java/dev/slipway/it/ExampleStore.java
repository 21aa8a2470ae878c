package dev.slipway.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// One store for all tests that build the examples: loading the Go images takes longer than most
/// builds. It stays between runs, beside the compiled tests; what a test builds it tags by a name
/// of its own.
final class ExampleStore {
  private static final Map<String, Boolean> LOADED = new ConcurrentHashMap<>();

  private ExampleStore() {}

  static Program with(String... images) throws java.io.IOException {
    // A store for each way to make roots of layers: what is built one way is built again the other.
    String rootfs = System.getenv().getOrDefault("SLIPWAY_ROOTFS", "");
    Path folder = Path.of("target", "examples", rootfs).toAbsolutePath();
    Files.createDirectories(folder);
    Program program = Program.in(folder);
    for (String image : images) {
      LOADED.computeIfAbsent(
          image,
          name -> {
            program.load(name);
            return true;
          });
    }
    return program;
  }
}
