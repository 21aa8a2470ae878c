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
/// `ps`, `lint`, `build` and `container` for these commands, `publish` for builds that push,
/// `transfer` for the other commands that speak to registries, and `all` for the rest.
public final class Training {
  private static final String ARCHIVE = "@archive";
  private static final String CONTEXT = "@context";
  private static final String STEPS = "@steps";
  private static final String LEAN = "@lean";
  private static final String LINTED = "@linted";
  private static final String LOWERED = "@lowered";
  private static final String ONTO = "@onto";
  private static final String REGISTRY = "@registry";
  private static final String TREE = "@tree";

  private static final List<String> PREPARATION =
      List.of("build -q -t slipway/training:1 " + CONTEXT, "create slipway/training:1");

  private static final List<String> IMAGES =
      List.of("version", "images", "images --digests --no-trunc slipway/training", "images -q");

  private static final List<String> PS = List.of("ps -a", "ps", "ps -q", "ps -lq");

  private static final List<String> LINT =
      List.of(
          "lint " + LINTED,
          "lint " + LEAN,
          "lint --format json " + LINTED,
          "lint --format sarif " + LINTED);

  /// Nothing is new: what is loaded here, every build has to take in as it starts.
  private static final List<String> BUILD =
      List.of(
          "build -q -t slipway/training:1 " + CONTEXT,
          "build --progress plain -t slipway/training:1 " + CONTEXT);

  /// What is loaded when it is needed.
  private static final List<String> NEW_BUILD =
      List.of(
          "build -q " + CONTEXT,
          "build --progress plain -t slipway/training:1 " + CONTEXT,
          "build -q -t slipway/training:1 --build-arg A=b " + CONTEXT,
          "build --progress tty --no-cache -t slipway/training:2 " + CONTEXT,
          "build --progress plain -f " + LOWERED + " " + CONTEXT);

  /// Builds whose steps are known.
  private static final List<String> KNOWN_STEPS =
      List.of("build -t slipway/steps " + STEPS, "build -q " + STEPS);

  private static final List<String> NEW_STEPS =
      List.of("build --no-cache -t slipway/steps " + STEPS);

  /// A build that follows many reads of the oldest whether it may go.
  private static final List<String> HUNDREDTH_BUILD =
      List.of(
          "dev/slipway/builder/history/JournalFile.class",
          "dev/slipway/builder/history/JournalFile$Head.class",
          "dev/slipway/builder/history/JournalInput.class");

  private static final List<String> CONTAINER_PREPARATION =
      List.of("import " + TREE + " slipway/training-tree", "build -q -t slipway/steps " + STEPS);

  /// No image is missing: every start would have to take in what asks registries for it.
  private static final List<String> CONTAINER_RUNS =
      List.of(
          "run --rm slipway/training-tree /busybox true",
          "run --rm --network none slipway/training-tree /busybox true",
          "run -d --name training -p 18080:80 slipway/training-tree /busybox sleep 1000",
          "rm -f training");

  private static final List<String> OTHER_RUNS =
      List.of(
          "run --rm -u root:root slipway/training-tree /busybox true",
          "run --rm -i --network none slipway/training-tree /busybox sh -c /busybox",
          "run -d --name training slipway/training-tree /busybox sleep 1000",
          "restart -t 0 training",
          "rm -f training",
          "run --rm slipway/training-tree nosuch");

  /// Done by another process: what it takes to start a container, no command on one has to take in.
  private static final List<String> BEFORE_EXEC =
      List.of("run -d --name training --network none slipway/training-tree /busybox sleep 1000");

  private static final List<String> EXEC =
      List.of(
          "exec training /busybox true",
          "logs training",
          "stop -t 0 training",
          "wait training",
          "container cleanup training",
          "rm -f training");

  private static final List<String> OTHER_COMMANDS =
      List.of(
          "exec -i -u root training /busybox true",
          "logs -t training",
          "kill -s CONT training",
          "stop -t 10 training",
          "rm -f training");

  /// What a push finds already there is left alone; what is pulled again, too.
  private static final List<String> TRANSFER =
      List.of(
          "tag slipway/training:1 @registry/training:1",
          "push --progress plain @registry/training:1",
          "push @registry/training:1",
          "push -q @registry/training:1",
          "tag slipway/training:1 @registry/second:1",
          "push --progress tty @registry/second:1",
          "push -q @registry/nosuch:1");

  /// What a build asks of a registry: a base that the store does not have.
  private static final List<String> PUBLISH =
      List.of(
          "build -q --push -t @registry/training:1 " + CONTEXT,
          "build --push --build-arg BASE=@registry/training:1 -t @registry/onto:1 " + ONTO,
          "build -q --push --build-arg BASE=@registry/training:1 -t @registry/onto:1 " + ONTO);

  private static final List<String> OTHER_PUBLISH =
      List.of(
          "build -q --push -t @registry/training:1 " + CONTEXT,
          "build --progress tty --push --no-cache --build-arg BASE=@registry/training:1"
              + " -t @registry/second:1 "
              + ONTO,
          "build --push --build-arg BASE=@registry/nosuch:1 -t @registry/onto:1 " + ONTO);

  /// Into a store that has nothing.
  private static final List<String> ELSEWHERE =
      List.of(
          "pull @registry/training:1",
          "pull --progress tty @registry/training:1",
          "pull -q @registry/training:1",
          "pull @registry/nosuch:1",
          "manifest inspect @registry/training:1",
          "image copy -q @registry/training:1 @registry/copy:1");

  private static final List<String> ALL =
      List.of(
          "--help",
          "images --unknown",
          "images --format {{.Repository}}:{{.Tag}}",
          "history slipway/training:1",
          "ps",
          "inspect slipway/training:1",
          "image inspect -f {{json .Config}} slipway/training:1",
          "image tree slipway/training:1",
          "image tree slipway/training:1",
          "tag slipway/training:1 slipway/training:3",
          "save -o " + ARCHIVE + " slipway/training:1",
          "rmi slipway/training:1 slipway/training:3",
          "load -i " + ARCHIVE,
          "info",
          "image prune -f");

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
        runAll(directory, PREPARATION);
        runAll(directory, containers ? CONTAINER_PREPARATION : List.of());
      }
      case "images" -> runAll(directory, IMAGES);
      case "ps" -> runAll(directory, PS);
      case "lint" -> runAll(directory, LINT);
      case "build" -> {
        runAll(directory, BUILD);
        runAll(directory, containers ? KNOWN_STEPS : List.of());
        HUNDREDTH_BUILD.forEach(Training::load);
      }
      case "build-more" -> {
        runAll(directory, NEW_BUILD);
        runAll(directory, containers ? NEW_STEPS : List.of());
        loadTheRest();
      }
      case "publish" -> {
        runAll(directory, BUILD);
        publish(directory, PUBLISH);
      }
      case "publish-more" -> {
        runAll(directory, NEW_BUILD);
        runAll(directory, containers ? NEW_STEPS : List.of());
        publish(directory, OTHER_PUBLISH);
        loadTheRest();
      }
      case "container" -> {
        runAll(directory, containers ? CONTAINER_RUNS : List.of());
      }
      case "container-more" -> {
        runAll(directory, containers ? OTHER_RUNS : List.of());
        loadTheRest();
      }
      case "before-exec" -> runAll(directory, BEFORE_EXEC);
      case "exec" -> {
        runAll(directory, containers ? EXEC : List.of());
      }
      case "exec-more" -> {
        runAll(directory, containers ? OTHER_COMMANDS : List.of());
        loadTheRest();
      }
      case "transfer" -> transfer(directory);
      default -> runAll(directory, ALL);
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
          runAll(directory, directory, TRANSFER, registry);
          runAll(directory, directory.resolve("elsewhere"), ELSEWHERE, registry);
        });
  }

  private static void runAll(Path directory, Path home, List<String> commands, String registry) {
    for (String command : commands) {
      run(directory, home, command.replace(REGISTRY, registry));
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
            case ARCHIVE -> directory.resolve("archive.tar").toString();
            case CONTEXT -> directory.resolve("context").toString();
            case LOWERED -> directory.resolve("context/Dockerfile.lowered").toString();
            case LEAN -> directory.resolve("linted/Dockerfile.lean").toString();
            case ONTO -> directory.resolve("onto").toString();
            case LINTED -> directory.resolve("linted").toString();
            case STEPS -> directory.resolve("steps").toString();
            case TREE -> directory.resolve("tree.tar").toString();
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
