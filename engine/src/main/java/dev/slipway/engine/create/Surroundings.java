package dev.slipway.engine.create;

import dev.slipway.runtime.run.ContainerRecord;
import java.util.List;

/// What a new container may refer to.
public interface Surroundings {
  /// Another container, by its name or ID.
  ContainerRecord container(String word);

  /// The layers of an image, `sha256:...`, bottom first.
  List<String> layers(String image);

  /// The name of a network that a user made, by its name or ID.
  String network(String word);

  /// A name for a volume that the user did not name.
  String volumeName();
}
