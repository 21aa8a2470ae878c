package dev.slipway.it;

import dev.slipway.engine.vocabulary.SlipwayLocations;
import java.nio.file.Path;
import java.util.Map;

/// The name under `/run/slipway` of what belongs to one store.
final class RunDirectory {
  private RunDirectory() {}

  static String of(Path store) {
    return String.valueOf(SlipwayLocations.at(store, Map.of(), 0).run().getFileName());
  }
}
