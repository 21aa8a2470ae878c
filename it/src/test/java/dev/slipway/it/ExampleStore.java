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
    Path folder = Path.of("target", "examples").toAbsolutePath();
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
