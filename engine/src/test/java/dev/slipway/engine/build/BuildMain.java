package dev.slipway.engine.build;

import dev.slipway.builder.BuildRequest;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import java.io.PrintStream;
import java.nio.file.Path;

/// A program that builds without the cache and prints a line for each event, to be killed.
final class BuildMain {
  private BuildMain() {}

  /// @param arguments the store, the run directory, the context and the Dockerfile
  public static void main(String[] arguments) throws Exception {
    PrintStream out = System.out;
    var locations = new SlipwayLocations(Path.of(arguments[0]), Path.of(arguments[1]));
    BuildRequest request =
        BuildRequest.of(Path.of(arguments[2]))
            .withDockerfile(Path.of(arguments[3]))
            .withNoCache(true);
    new Builds(locations).build(request, event -> out.println(event.getClass().getSimpleName()));
  }
}
