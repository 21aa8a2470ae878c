package dev.slipway.builder.attest;

import dev.slipway.image.ImageReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is to be said of how an image was built. No value of a secret is here to be said.
///
/// @param names that the image gets
/// @param dockerfile its name and its text
/// @param source where the context comes from, with its commit; null where it is a directory of no
///   repository
/// @param target as the caller named it; null is the last stage
/// @param arguments `--build-arg`
/// @param secrets IDs of what steps could ask for
/// @param agents the same
/// @param fetched what `ADD` fetched, by address: `sha256:HEX` or a commit's ID
/// @param started when the build began
public record BuildFacts(
    List<ImageReference> names,
    Dockerfile dockerfile,
    @Nullable Source source,
    @Nullable String target,
    SortedMap<String, String> arguments,
    SortedSet<String> secrets,
    SortedSet<String> agents,
    Fetched fetched,
    Instant started) {
  /// Copies the collections.
  public BuildFacts {
    names = List.copyOf(names);
    arguments = new TreeMap<>(arguments);
    secrets = new TreeSet<>(secrets);
    agents = new TreeSet<>(agents);
  }

  /// A Dockerfile.
  public record Dockerfile(String name, String text) {}

  /// A repository and one of its commits.
  public record Source(String uri, String commit) {}

  /// What was fetched until now.
  @FunctionalInterface
  public interface Fetched {
    Map<String, String> byAddress();
  }
}
