package dev.slipway.cli.prepare;

import dev.slipway.cli.Console;
import dev.slipway.cli.launch.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// What the JVM's AOT caches are trained on, run by `bin/prepare`: commands that people call, in
/// one process, on a store of their own. What a command answers does not matter.
///
/// There are several caches, because the JVM takes in all of a cache when it starts: `images`,
/// `ps`, `lint`, `build` and `container` for these commands, `exec` for those on a container,
/// `publish` for builds that push, `transfer` for the other commands that speak to registries, and
/// `all` for the rest. `KIND-more` is the archive on top of one, which it takes in class by class.
public final class Training {
  private Training() {}

  /// @param arguments `prepare`, `images`, `ps`, `lint`, `build`, `build-more`, `publish`,
  ///   `publish-more`, `container`, `container-more`, `before-exec`, `exec`, `exec-more`,
  ///   `transfer` or `all`; a directory to work in; and `containers` where they may be run, apart
  ///   from the host's network and mounts
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    boolean containers = List.of(arguments).contains("containers");
    switch (arguments[0]) {
      case "prepare" -> {
        TrainingFiles.write(directory);
        runAll(directory, TrainingCommands.PREPARATION);
        runAll(directory, containers ? TrainingCommands.CONTAINER_PREPARATION : List.of());
      }
      case "images" -> runAll(directory, TrainingCommands.IMAGES);
      case "ps" -> runAll(directory, TrainingCommands.PS);
      case "lint" -> runAll(directory, TrainingCommands.LINT);
      case "build" -> {
        runAll(directory, TrainingCommands.BUILD);
        runAll(directory, containers ? TrainingCommands.KNOWN_STEPS : List.of());
        TrainingCommands.HUNDREDTH_BUILD.forEach(Training::load);
      }
      case "build-more" -> {
        runAll(directory, TrainingCommands.NEW_BUILD);
        runAll(directory, containers ? TrainingCommands.NEW_STEPS : List.of());
        loadTheRest();
      }
      case "publish" -> {
        runAll(directory, TrainingCommands.BUILD);
        publish(directory, TrainingCommands.PUBLISH);
      }
      case "publish-more" -> {
        runAll(directory, TrainingCommands.NEW_BUILD);
        runAll(directory, containers ? TrainingCommands.NEW_STEPS : List.of());
        publish(directory, TrainingCommands.OTHER_PUBLISH);
        loadTheRest();
      }
      case "container" ->
          runAll(directory, containers ? TrainingCommands.CONTAINER_RUNS : List.of());
      case "container-more" -> {
        runAll(directory, containers ? TrainingCommands.OTHER_RUNS : List.of());
        loadTheRest();
      }
      case "before-exec" -> runAll(directory, TrainingCommands.BEFORE_EXEC);
      case "exec" -> runAll(directory, containers ? TrainingCommands.EXEC : List.of());
      case "exec-more" -> {
        runAll(directory, containers ? TrainingCommands.OTHER_COMMANDS : List.of());
        loadTheRest();
      }
      case "transfer" -> transfer(directory);
      default -> runAll(directory, TrainingCommands.ALL);
    }
  }

  private static void runAll(Path directory, List<String> commands) {
    for (String command : commands) {
      run(directory, directory, command);
    }
  }

  private static void publish(Path directory, List<String> commands) throws IOException {
    TrainingRegistry.with(
        directory, registry -> runAll(directory, directory.resolve("publish"), commands, registry));
  }

  private static void transfer(Path directory) throws IOException {
    TrainingRegistry.with(
        directory,
        registry -> {
          runAll(directory, directory, TrainingCommands.TRANSFER, registry);
          runAll(directory, directory.resolve("elsewhere"), TrainingCommands.ELSEWHERE, registry);
        });
  }

  private static void runAll(Path directory, Path home, List<String> commands, String registry) {
    for (String command : commands) {
      run(directory, home, command.replace(TrainingCommands.REGISTRY, registry));
    }
  }

  /// @param home of the store
  private static void run(Path directory, Path home, String command) {
    var words = new ArrayList<String>();
    words.add("--root");
    words.add(home.resolve("store").toString());
    for (String word : command.split(" ")) {
      words.add(
          switch (word) {
            case TrainingCommands.ARCHIVE -> directory.resolve("archive.tar").toString();
            case TrainingCommands.CONTEXT -> directory.resolve("context").toString();
            case TrainingCommands.LOWERED ->
                directory.resolve("context/Dockerfile.lowered").toString();
            case TrainingCommands.LEAN -> directory.resolve("linted/Dockerfile.lean").toString();
            case TrainingCommands.ONTO -> directory.resolve("onto").toString();
            case TrainingCommands.LINTED -> directory.resolve("linted").toString();
            case TrainingCommands.STEPS -> directory.resolve("steps").toString();
            case TrainingCommands.TREE -> directory.resolve("tree.tar").toString();
            default -> word;
          });
    }
    var console =
        Console.of(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream());
    int code = Main.run(words, console);
    System.out.println(command + ": " + code);
  }

  /// Loads every class of Slipway's, without initializing it, where no container can be run.
  private static void loadTheRest() throws IOException {
    for (String jar : System.getProperty("java.class.path", "").split(":")) {
      if (!jar.contains("/slipway-")) {
        continue;
      }
      try (var file = new JarFile(jar)) {
        for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
          load(entries.nextElement().getName());
        }
      }
    }
  }

  private static void load(String entry) {
    if (!entry.endsWith(".class") || entry.endsWith("-info.class")) {
      return;
    }
    String name = entry.substring(0, entry.length() - ".class".length()).replace('/', '.');
    try {
      Class<?> loaded = Class.forName(name, false, Training.class.getClassLoader());
      assert loaded != null;
    } catch (ClassNotFoundException | LinkageError absent) {
      // It needs a library that is not here, and then nobody will miss it.
    }
  }
}
