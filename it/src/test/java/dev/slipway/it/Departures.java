package dev.slipway.it;

import java.util.List;

/// The differences from Docker that are meant, each with its reason; docs/guides/dockerfile.md says
/// the same to readers.
final class Departures {
  /// @param build begins the names of the builds that differ
  /// @param key what differs in them
  private record Departure(String build, String key, String reason) {}

  private static final List<Departure> ALL =
      List.of(
          new Departure("", "file /dev", "mount points of a step are not part of its layer"),
          new Departure("", "file /proc", "mount points of a step are not part of its layer"),
          new Departure("", "file /sys", "mount points of a step are not part of its layer"));

  private Departures() {}

  /// Builds that Docker accepts and Slipway refuses.
  static boolean refuse(String errors) {
    return errors.contains(
            "the destination must be a directory") // Docker writes one file over the other.
        || errors.contains("no matching entries in") // Docker gives the file to root.
        || errors.contains("invalid signal:"); // Docker takes numbers that no signal has.
  }

  static boolean allow(String build, String key) {
    return ALL.stream().anyMatch(d -> build.startsWith(d.build) && key.equals(d.key));
  }
}
