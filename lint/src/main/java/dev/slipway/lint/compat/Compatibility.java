package dev.slipway.lint.compat;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Span;
import dev.slipway.lint.ProjectFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a builder would refuse, ignore or do otherwise in a file, at its places.
public final class Compatibility {
  private Compatibility() {}

  /// One place.
  public record Place(Span span, Behaviour behaviour) {}

  /// @param files of the context
  /// @param name the Dockerfile's name in it
  public static List<Place> of(Dockerfile file, ProjectFiles files, String name, Builder builder) {
    List<Features.Use> uses = Features.of(file, files, name);
    var places = new ArrayList<Place>();
    for (Behaviour behaviour : CompatTable.rows()) {
      if (behaviour.builder() != builder) {
        continue;
      }
      for (Features.Use use : uses) {
        if (use.feature().equals(behaviour.feature())) {
          places.add(new Place(use.span(), behaviour));
        }
      }
    }
    places.sort(
        Comparator.comparingInt((Place place) -> place.span().startLine())
            .thenComparingInt(place -> place.span().startColumn()));
    return places;
  }
}
