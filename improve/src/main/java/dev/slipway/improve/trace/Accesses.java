package dev.slipway.improve.trace;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a program asked of the kernel while it was watched.
///
/// @param opened files and directories that it opened
/// @param written those of them that it made, or opened to write
/// @param failed paths that it asked for in vain, each with the error's name; not those that it got
///   at another time
/// @param failedWrites those that it wanted to make or write
/// @param started programs that it started
/// @param ports that it connected to, on whatever host
public record Accesses(
    SortedSet<String> opened,
    SortedSet<String> written,
    SortedMap<String, String> failed,
    SortedMap<String, String> failedWrites,
    SortedSet<String> started,
    SortedSet<Integer> ports) {
  private static final int NAME_SERVICE = 53;

  /// Copies all.
  public Accesses {
    opened = Collections.unmodifiableSortedSet(new TreeSet<>(opened));
    written = Collections.unmodifiableSortedSet(new TreeSet<>(written));
    failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
    failedWrites = Collections.unmodifiableSortedMap(new TreeMap<>(failedWrites));
    started = Collections.unmodifiableSortedSet(new TreeSet<>(started));
    ports = Collections.unmodifiableSortedSet(new TreeSet<>(ports));
  }

  /// Whether it asked a name server.
  public boolean asksNames() {
    return ports.contains(NAME_SERVICE);
  }
}
