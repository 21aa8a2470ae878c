package dev.slipway.it;

import dev.slipway.cli.Console;
import dev.slipway.cli.launch.Program;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.ImageReference;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferListener;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A process of its own that runs command lines one after the other, a line of a file each, and
/// says of each what threads of connections it has left behind.
final class EndedConnections {
  /// How often it is looked whether a thread that is ending has ended, each time a little later.
  private static final int LOOKS = 1000;

  private static final int PAUSE = 20;

  private EndedConnections() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    for (String line : Files.readAllLines(Path.of(arguments[1]))) {
      var output = new ByteArrayOutputStream();
      List<String> words = new ArrayList<>(List.of("--root", root.toString()));
      words.addAll(List.of(line.split(" ")));
      int code = Program.run(words, Console.of(InputStream.nullInputStream(), output, output));
      if (code != 0) {
        System.out.println(output.toString(StandardCharsets.UTF_8));
      }
      System.out.println(code + " " + line + ": " + left());
    }
    embedded(root, ImageReference.parse(arguments[2]));
  }

  /// A program that asks for a session itself and ends Slipway alone.
  private static void embedded(Path root, ImageReference image) throws Exception {
    try (Slipway slipway = Slipway.open(SlipwayLocations.at(root, Map.of(), 0))) {
      var client = slipway.registries().session(TransferListener.NONE).client();
      System.out.println("tags " + client.tags(Repository.of(image)).size());
      System.out.println("open: " + threads());
    }
    System.out.println("0 embedded: " + left());
  }

  private static List<String> left() throws InterruptedException {
    List<String> threads = threads();
    for (int look = 0; look < LOOKS && !threads.isEmpty(); look++) {
      Thread.sleep(PAUSE);
      threads = threads();
    }
    return threads;
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("HttpClient-") && name.endsWith("-SelectorManager"))
        .toList();
  }
}
