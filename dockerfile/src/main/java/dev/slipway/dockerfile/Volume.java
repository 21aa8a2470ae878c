package dev.slipway.dockerfile;

import java.util.List;

/// `VOLUME path...`: directories whose content is kept outside the container's layer.
public record Volume(Span span, String source, List<Template> paths) implements Instruction {
  /// Copies the paths.
  public Volume {
    paths = List.copyOf(paths);
  }
}
