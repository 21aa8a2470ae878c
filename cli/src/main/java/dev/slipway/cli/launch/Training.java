package dev.slipway.cli.launch;

import dev.slipway.cli.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/// What the JVM's AOT caches are trained on, run by `bin/prepare`: commands that people call, in
/// one process, on a store of their own. What a command answers does not matter.
///
/// There are two caches, because the JVM takes in all of a cache when it starts: `light` for the
/// commands that only read, and `heavy` for the others, with all classes of Slipway.
public final class Training {
  private static final String ARCHIVE = "@archive";
  private static final String CONTEXT = "@context";
  private static final String TREE = "@tree";

  private static final List<String> PREPARATION =
      List.of("build -q -t slipway/training:1 " + CONTEXT);

  private static final List<String> LIGHT =
      List.of(
          "version",
          "images",
          "images -q",
          "images --digests --no-trunc slipway/training",
          "images --format {{.Repository}}:{{.Tag}}",
          "history slipway/training:1",
          "ps -a",
          "ps");

  private static final List<String> HEAVY =
      List.of(
          "--help",
          "images --unknown",
          "build --progress plain -t slipway/training:1 " + CONTEXT,
          "build -q -t slipway/training:1 --build-arg A=b " + CONTEXT,
          "build --progress tty --no-cache -t slipway/training:2 " + CONTEXT,
          "build --progress plain -f nosuch " + CONTEXT,
          "inspect slipway/training:1",
          "image inspect -f {{json .Config}} slipway/training:1",
          "tag slipway/training:1 slipway/training:3",
          "save -o " + ARCHIVE + " slipway/training:1",
          "rmi slipway/training:1 slipway/training:3",
          "load -i " + ARCHIVE,
          "logs nosuch",
          "exec nosuch true",
          "stop nosuch",
          "rm nosuch",
          "run nosuch",
          "run --help",
          "info",
          "image prune -f");

  /// For root alone, apart from the host's network and mounts.
  private static final List<String> CONTAINERS =
      List.of(
          "import " + TREE + " slipway/training-tree",
          "run --rm slipway/training-tree /busybox true",
          "run --rm -i --network none slipway/training-tree /busybox sh -c /busybox",
          "run -d --name training -p 18080:80 slipway/training-tree /busybox sleep 1000",
          "exec training /busybox true",
          "logs training",
          "ps",
          "kill training",
          "wait training",
          "start training",
          "stop -t 0 training",
          "ps -a",
          "rm -f training",
          "run --rm slipway/training-tree nosuch",
          "rmi slipway/training-tree");

  private Training() {}

  /// @param arguments `prepare`, `light` or `heavy`, a directory to work in, and `containers` where
  ///   they may be run
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "prepare" -> {
        writeContext(directory);
        runAll(directory, PREPARATION);
      }
      case "light" -> runAll(directory, LIGHT);
      default -> {
        runAll(directory, HEAVY);
        if (List.of(arguments).contains("containers")) {
          runAll(directory, CONTAINERS);
        }
        loadTheRest();
      }
    }
  }

  private static void runAll(Path directory, List<String> commands) {
    for (String command : commands) {
      run(directory, command);
    }
  }

  private static void writeContext(Path directory) throws IOException {
    Path context = Files.createDirectories(directory.resolve("context"));
    Files.writeString(context.resolve("file"), "content\n");
    Files.writeString(context.resolve(".dockerignore"), "*.md\n!file\n");
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        ARG A=a
        FROM scratch AS first
        ARG A
        ENV B=${A:-c} PATH=/bin
        LABEL d="e"
        WORKDIR /app
        COPY --chown=1:1 . .
        FROM scratch
        COPY --from=first /app/file /bin/
        ADD file /
        USER 1:1
        EXPOSE 80
        ENTRYPOINT ["/bin/file"]
        CMD ["x"]
        """);
  }

  private static void run(Path directory, String command) {
    var words = new ArrayList<String>();
    words.add("--root");
    words.add(directory.resolve("store").toString());
    for (String word : command.split(" ")) {
      words.add(
          switch (word) {
            case ARCHIVE -> directory.resolve("archive.tar").toString();
            case TREE -> directory.resolve("tree.tar").toString();
            case CONTEXT -> directory.resolve("context").toString();
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

  /// Loads what only a running container would, without initializing it.
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
