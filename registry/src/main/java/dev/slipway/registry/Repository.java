package dev.slipway.registry;

import dev.slipway.image.ImageReference;

/// A repository of a registry.
///
/// @param registry as image names give it: `docker.io`, `localhost:5000`
/// @param path `library/golang`
public record Repository(String registry, String path) {
  public static Repository of(ImageReference reference) {
    return new Repository(reference.domain(), reference.path());
  }

  /// The token scope that reading it takes.
  public String pullScope() {
    return "repository:" + path + ":pull";
  }

  /// The token scope that writing to it takes.
  public String pushScope() {
    return "repository:" + path + ":pull,push";
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }
}
