package dev.slipway.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `bin/slipway` on a store.
///
/// @param launcher the words that start it
record Program(List<String> launcher, Path store, Path directory, Map<String, String> environment) {
  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final List<String> LAUNCHER = List.of(PROJECT.resolve("bin/slipway").toString());

  Program {
    launcher = List.copyOf(launcher);
    environment = Map.copyOf(environment);
  }

  /// The program on an empty store in `folder`.
  static Program in(Path folder) {
    return new Program(LAUNCHER, folder.resolve("store"), folder, Map.of());
  }

  static void needRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
  }

  Program at(Path newDirectory) {
    return new Program(launcher, store, newDirectory, environment);
  }

  Program with(String variable, String value) {
    var changed = new HashMap<>(environment);
    changed.put(variable, value);
    return new Program(launcher, store, directory, changed);
  }

  /// Runs a command to its end.
  Outcome run(String... words) {
    return run(InputStream.nullInputStream(), words);
  }

  Outcome run(InputStream input, String... words) {
    try {
      return collect(start(words), input, "slipway " + String.join(" ", words), PATIENCE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Starts a command and leaves it running.
  Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of(words));
    return builder(command).start();
  }

  /// Runs another program of this machine in the same directory.
  Outcome runOther(String... words) throws IOException {
    return runOther(PATIENCE, words);
  }

  /// The same for one that may take longer than any other.
  Outcome runOther(Duration patience, String... words) throws IOException {
    String command = String.join(" ", words);
    Process process = builder(List.of(words)).start();
    return collect(process, InputStream.nullInputStream(), command, patience);
  }

  /// Makes testbed images and loads what is missing into the store.
  void load(String... images) {
    List<String> command = new ArrayList<>();
    command.add(PROJECT.resolve("testbed/load").toString());
    command.addAll(List.of(images));
    try {
      runOther(command.toArray(String[]::new)).succeeded();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("SLIPWAY_ROOT", store.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private static Outcome collect(
      Process process, InputStream input, String command, Duration patience) throws IOException {
    var output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
    var errors = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    try (var stdin = process.getOutputStream()) {
      input.transferTo(stdin);
    } catch (IOException endedBeforeItRead) {
      // Its exit code says why.
    }
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly(); // Its children may keep its output open: that is not waited for.
        throw new AssertionError(command + " did not end within " + patience);
      }
      return new Outcome(command, process.exitValue(), output.join(), errors.join());
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      throw new IOException(interrupted);
    }
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Copies a folder of `examples/`, so that a test may edit it.
  static Path example(String name, Path target) throws IOException {
    return copy(PROJECT.resolve("examples").resolve(name), target);
  }

  /// Copies a folder with all that is in it.
  static Path copy(Path source, Path target) throws IOException {
    try (var files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
    return target;
  }
}
